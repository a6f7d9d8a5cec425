package io.github.camelcocobase.recovery;

import java.util.ArrayList;
import java.util.List;

/** A census for any ledger: keeps what was seen in memory, some 40 bytes for each document, while it lasts. */
final class ListedCensus implements Census {

    private final DocumentLedger ledger;
    private final IdSet seen = new IdSet();

    ListedCensus(DocumentLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public synchronized void seen(String id) {
        seen.add(id);
    }

    @Override
    public synchronized long unseenCount() {
        long[] count = {0};
        ledger.forEach((id, fingerprint) -> {
            if (!seen.contains(id)) {
                count[0]++;
            }
        });
        return count[0];
    }

    @Override
    public synchronized List<String> unseen(int max) {
        List<String> unseen = new ArrayList<>();
        ledger.forEach((id, fingerprint) -> {
            if (unseen.size() < max && !seen.contains(id)) {
                unseen.add(id);
            }
        });
        unseen.forEach(seen::add);
        return unseen;
    }
}
