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

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.benchmark.source.EventFrames;
import io.github.camelcocobase.client.DataForm;
import io.github.camelcocobase.client.realtime.Frame;
import io.github.camelcocobase.client.realtime.FrameParser;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From the event to the end of an Exchange that is given to a processor which does nothing, without a route around it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ExchangeBenchmark {

    /** Which of Camel's factories makes the Exchanges. */
    @Param({"prototype", "pooled"})
    public String factory;

    private DefaultCamelContext context;
    private ChangeRoute route;
    private Delivery delivery;

    /**
     * Starts a context.
     *
     * @throws Exception if that fails
     */
    @Setup
    public void start() throws Exception {
        context = new DefaultCamelContext();
        if (factory.equals("pooled")) {
            context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        }
        context.start();
        CocobaseEndpoint endpoint = context.getEndpoint("cocobase:docs200?apiKey=benchmark", CocobaseEndpoint.class);
        CocobaseConsumer consumer = (CocobaseConsumer) endpoint.createConsumer(exchange -> {});
        consumer.init();
        route = new ChangeRoute(
                consumer,
                "watch-docs200",
                BodyType.DATA,
                new ConsumerCounters(),
                new LogContext(context, "route", "watch-docs200", "docs200"));
        byte[] message = new EventFrames("docs200", 200).text(0).getBytes(StandardCharsets.UTF_8);
        Frame frame = new FrameParser("docs200", DataForm.MAP).parse(message, 0, message.length, 0);
        delivery = new Delivery.Change(((Frame.Change) frame).event(), null);
    }

    /** Stops the context. */
    @TearDown
    public void stop() {
        context.stop();
    }

    /** {@return true} */
    @Benchmark
    public boolean route() {
        return route.process(delivery, () -> {});
    }
}
