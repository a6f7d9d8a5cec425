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
package io.github.camelcocobase.benchmark.source;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The source of events: a server that does as little as possible, so that it is never the slowest part. It accepts
 * WebSockets, and after the first message of the client, which is its key, sends frames that were encoded before.
 *
 * <p>The collection's name says what is sent: {@code docs1024} as many updates of documents of 1,024 bytes as the client
 * takes, {@code docs1024x5000} 5,000 of them, {@code docs1024at10000} 10,000 a second, each with the moment at which it
 * was due. Under the path {@code /open/} nothing is waited for: not every client can send a key.
 *
 * <p>A client that reads whatever it can, whether it gets along with it or not, tells under {@code /progress/} how far it
 * is (8 bytes a time); it is then never more than {@value #WINDOW} events behind.
 */
public final class Blaster implements AutoCloseable {

    private static final int WINDOW = 20_000;
    private static final Pattern REQUEST = Pattern.compile("(GET|POST) (\\S+) HTTP/1\\.1\r\n.*", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("(?i)\r\nsec-websocket-key: *([^\r]+)");
    private static final Pattern STREAM = Pattern.compile("docs(\\d+)(?:(at|x)(\\d+))?");
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    /** Shorter than this, a thread cannot sleep: the operating system wakes it up some 50 µs late. */
    private static final long SHORTEST_SLEEP_NANOS = 80_000;

    private final ServerSocketChannel listener;
    private final Map<String, EventFrames> frames = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> progress = new ConcurrentHashMap<>();

    /**
     * @throws IOException if it cannot listen
     */
    public Blaster() throws IOException {
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        daemon("blaster-accept", this::accept);
    }

    /**
     * Starts a blaster, prints its port and runs until the process is ended or its standard input is closed.
     *
     * @param args none
     * @throws IOException if it cannot listen
     */
    public static void main(String[] args) throws IOException {
        try (Blaster blaster = new Blaster()) {
            System.out.println("READY port=" + blaster.port());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    /** {@return the port it listens on} */
    public int port() {
        return ((InetSocketAddress) listener.socket().getLocalSocketAddress()).getPort();
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = listener.accept();
                daemon("blaster-client", () -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            answer(client, readHead(client));
        } catch (IOException e) {
            // the client has gone, which is how every run ends
        }
    }

    private void answer(SocketChannel client, String head) throws IOException {
        Matcher request = REQUEST.matcher(head);
        Matcher key = KEY.matcher(head);
        if (!request.matches()) {
            throw new IOException("Not a request: " + head);
        }
        String path = request.group(2);
        String name = path.substring(path.lastIndexOf('/') + 1);
        Matcher stream = STREAM.matcher(name);
        if (name.startsWith("documents?")) {
            reply(client, "200 OK", "[]");
        } else if (!stream.matches()) {
            reply(client, "404 Not Found", "{\"detail\":\"Collection not found\"}");
        } else if (path.startsWith("/progress/")) {
            follow(client, name);
        } else if (key.find()) {
            upgrade(client, key.group(1).trim());
            if (!path.startsWith("/open/")) {
                client.read(ByteBuffer.allocate(4096));
            }
            send(client, text("{\"event\":\"connected\",\"collection_id\":\"" + name + "\"}"));
            EventFrames source =
                    frames.computeIfAbsent(name, absent -> new EventFrames(name, Integer.parseInt(stream.group(1))));
            if (stream.group(2) == null) {
                blast(client, source, progress.get(name));
            } else if (stream.group(2).equals("x")) {
                send(client, source, Long.parseLong(stream.group(3)));
            } else {
                sendAtRate(client, source, Integer.parseInt(stream.group(3)));
            }
        } else {
            reply(client, "200 OK", "{\"id\":\"" + EventFrames.collectionId() + "\",\"name\":\"" + name + "\"}");
        }
    }

    // ---- frames

    private static void blast(SocketChannel client, EventFrames frames, AtomicLong handled) throws IOException {
        ByteBuffer block = frames.block();
        for (long sent = 0; ; sent += frames.count()) {
            while (handled != null && sent - handled.get() > WINDOW) {
                LockSupport.parkNanos(100_000);
            }
            send(client, block.clear());
        }
    }

    private static void send(SocketChannel client, EventFrames frames, long count) throws IOException {
        ByteBuffer block = frames.block();
        for (long left = count; left > 0; left -= frames.count()) {
            send(client, block.clear().limit(frames.offset((int) Math.min(left, frames.count()))));
        }
        // the client closes
        drain(client);
    }

    /** What is late is sent at once, with the moment at which it was due: a client that is slow is not waited for. */
    private static void sendAtRate(SocketChannel client, EventFrames frames, int perSecond) throws IOException {
        ByteBuffer block = frames.block();
        long start = System.nanoTime();
        int index = 0;
        for (long sent = 0; ; sent++) {
            long due = start + sent * 1_000_000_000L / perSecond;
            long early = due - System.nanoTime();
            while (early > 0) {
                if (early > SHORTEST_SLEEP_NANOS) {
                    LockSupport.parkNanos(early - SHORTEST_SLEEP_NANOS);
                } else {
                    Thread.onSpinWait();
                }
                early = due - System.nanoTime();
            }
            frames.stamp(block.clear(), index, due / 1000);
            send(client, block.clear().limit(frames.offset(index + 1)).position(frames.offset(index)));
            index = (index + 1) % frames.count();
        }
    }

    private static void send(SocketChannel client, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    private static ByteBuffer text(String message) {
        byte[] payload = message.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(payload.length + 2)
                .put((byte) 0x81)
                .put((byte) payload.length)
                .put(payload)
                .flip();
    }

    // ---- HTTP, as much as is needed

    private static String readHead(SocketChannel client) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        StringBuilder head = new StringBuilder();
        while (head.length() < 16_384 && head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            if (client.read(one.clear()) < 0) {
                throw new IOException("The client has gone");
            }
            head.append((char) one.get(0));
        }
        return head.toString();
    }

    private static void upgrade(SocketChannel client, String key) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            send(
                    client,
                    StandardCharsets.US_ASCII.encode("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                            + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                            + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }

    private static void reply(SocketChannel client, String status, String json) throws IOException {
        send(
                client,
                StandardCharsets.US_ASCII.encode("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + json.length() + "\r\nConnection: close\r\n\r\n" + json));
    }

    private void follow(SocketChannel client, String name) throws IOException {
        ByteBuffer count = ByteBuffer.allocate(Long.BYTES);
        AtomicLong handled = new AtomicLong();
        progress.put(name, handled);
        try {
            reply(client, "200 OK", "");
            while (client.read(count) >= 0) {
                if (!count.hasRemaining()) {
                    handled.set(count.getLong(0));
                    count.clear();
                }
            }
        } finally {
            progress.remove(name);
        }
    }

    private static void drain(SocketChannel client) throws IOException {
        ByteBuffer ignored = ByteBuffer.allocate(4096);
        while (client.read(ignored.clear()) >= 0) {
            // until the client closes
        }
    }

    /** Stops listening; clients that are connected end with the process. */
    @Override
    public void close() throws IOException {
        listener.close();
    }
}
