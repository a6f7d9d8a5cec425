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
package io.github.camelcocobase.examples.quarkus;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** Stands for a mail server. The route in {@code customers.yaml} finds it by its name. */
@ApplicationScoped
@Named("outbox")
public class Outbox {

    private final List<String> mails = new CopyOnWriteArrayList<>();

    /** Sends a mail with this text. */
    public void send(String text) {
        mails.add(text);
    }

    /** {@return what was sent; changes with it} */
    public List<String> mails() {
        return mails;
    }
}
