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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer's meters in a metrics registry, if there is one. Micrometer is optional: this class does without. */
interface ConsumerMeters {

    /** No registry. */
    ConsumerMeters NONE = () -> {};

    /** Takes the meters out of the registry. */
    void remove();

    /** {@return the meters, registered where the Camel context has a registry of Micrometer} */
    static ConsumerMeters register(CocobaseConsumer consumer) {
        try {
            return MicrometerMeters.register(consumer);
        } catch (NoClassDefFoundError e) {
            Logger log = LoggerFactory.getLogger(ConsumerMeters.class);
            log.debug("No meters: Micrometer is not on the class path ({})", e.getMessage());
            return NONE;
        }
    }
}
