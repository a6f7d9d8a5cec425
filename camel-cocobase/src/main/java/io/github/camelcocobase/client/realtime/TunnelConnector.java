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
package io.github.camelcocobase.client.realtime;

import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Connects through a proxy's tunnel. Jetty 12.1 uses a tunnel as soon as it has read the proxy's answer to CONNECT, on the
 * thread that has read it. The thread that wrote CONNECT may not have come back from its write yet, and what is written to
 * the tunnel then fails with a {@code WritePendingException}. Here the tunnel waits for that thread.
 */
final class TunnelConnector extends ClientConnector {

    @Override
    protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
        return new TunnelEndPoint((SocketChannel) channel, selector, key, getScheduler());
    }

    private static final class TunnelEndPoint extends SocketChannelEndPoint {

        // a write never blocks, so that nobody waits for long
        private final ReentrantLock writing = new ReentrantLock();

        private TunnelEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
            super(channel, selector, key, scheduler);
        }

        @Override
        public void write(Callback callback, ByteBuffer... buffers) {
            writing.lock();
            try {
                super.write(callback, buffers);
            } finally {
                writing.unlock();
            }
        }

        @Override
        public void upgrade(Connection newConnection) {
            writing.lock();
            writing.unlock();
            super.upgrade(newConnection);
        }
    }
}
