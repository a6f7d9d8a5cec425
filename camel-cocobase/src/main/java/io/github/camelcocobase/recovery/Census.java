/*
 * Licensed to the camel-cocobase contributors under one or more
 * contributor license agreements.  See the NOTICE file distributed with
 * this work for additional information regarding copyright ownership.
 * The contributors license this file to You under the Apache License, Version 2.0
 * (the "License"); you may not use this file except in compliance with
 * the License.  You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.camelcocobase.recovery;

import java.util.List;

/**
 * Tells which documents of a {@link DocumentLedger} have not been seen since the census began. Used by one thread at a
 * time, while others change the ledger.
 */
public interface Census {

    /**
     * Notes that a document exists.
     *
     * @param id its id, known to the ledger or not; not null
     */
    void seen(String id);

    /**
     * {@return how many documents of the ledger have not been seen} Documents that come to the ledger meanwhile count
     * unless they are {@linkplain #seen seen}.
     */
    long unseenCount();

    /**
     * {@return some documents of the ledger that have not been seen, empty when there are none left} What was returned
     * once is not returned again by the same census. Documents that come to the ledger meanwhile may be missing.
     *
     * @param max how many at the most; positive
     */
    List<String> unseen(int max);
}
