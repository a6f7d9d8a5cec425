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
package io.github.camelcocobase;

/**
 * What became of the messages that came in.
 *
 * @param frames WebSocket frames of any kind, pings and pongs included
 * @param received document changes of the watched collection
 * @param delivered changes whose Exchange completed
 * @param failed changes whose Exchange ended with an exception
 * @param filtered changes that are not wanted: another kind of event, or the filter does not match
 * @param unknown events of a name that we do not know
 * @param dropped changes dropped because the queue was full, or discarded by a stop
 * @param malformed messages that could not be read
 * @param foreign changes of other collections, dropped
 * @param tooLarge messages beyond the allowed size
 * @param gaps confirmed subscriptions that were lost
 * @param reconnects confirmed subscriptions after the first of a start
 */
public record EventCounts(
        long frames,
        long received,
        long delivered,
        long failed,
        long filtered,
        long unknown,
        long dropped,
        long malformed,
        long foreign,
        long tooLarge,
        long gaps,
        long reconnects) {

    static final EventCounts NONE = new EventCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    EventCounts minus(EventCounts other) {
        return new EventCounts(
                frames - other.frames,
                received - other.received,
                delivered - other.delivered,
                failed - other.failed,
                filtered - other.filtered,
                unknown - other.unknown,
                dropped - other.dropped,
                malformed - other.malformed,
                foreign - other.foreign,
                tooLarge - other.tooLarge,
                gaps - other.gaps,
                reconnects - other.reconnects);
    }
}
