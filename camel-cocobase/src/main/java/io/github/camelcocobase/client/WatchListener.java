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
package io.github.camelcocobase.client;

/**
 * Hears of a watch's changes and of its connection. Calls about events come from an I/O thread, one at a time and in the
 * order in which the server sent them; they must not block. Calls about the connection come one at a time too, in the
 * order of the states. What a listener throws is logged and goes no further.
 */
public interface WatchListener {

    /**
     * A document changed.
     *
     * @param event the change; not null
     */
    void onEvent(ChangeEvent event);

    /**
     * A message of the server cannot be read, or reports an error. The connection lives on.
     *
     * @param problem what is wrong; its message is safe for a log; not null
     */
    default void onProblem(CocobaseException problem) {}

    /**
     * The connection's state changed.
     *
     * @param previous the status before; not null
     * @param current the status now; not null
     */
    default void onStatus(ConnectionStatus previous, ConnectionStatus current) {}
}
