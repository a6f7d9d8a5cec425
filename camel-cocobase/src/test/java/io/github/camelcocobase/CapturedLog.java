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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What was logged from the construction on, by a logger and those below it, from a level on. */
public final class CapturedLog implements AutoCloseable {

    /** A line as it would be printed, with the stack trace. */
    public record Line(
            String logger, Level level, String thread, String text, String stackTrace, Map<String, String> mdc) {
        /** {@return everything of the line that any layout could print} */
        public String all() {
            return logger + " " + level + " [" + thread + "] " + mdc + " " + text + "\n" + stackTrace;
        }
    }

    private final LoggerContext logging = (LoggerContext) LogManager.getContext(false);
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final LoggerConfig loggerConfig;
    private final Level levelBefore;
    private final boolean ownConfig;
    private final Collector collector = new Collector();

    /**
     * @param logger empty for all
     */
    public CapturedLog(String logger, Level level) {
        Configuration configuration = logging.getConfiguration();
        LoggerConfig nearest = configuration.getLoggerConfig(logger);
        ownConfig = !nearest.getName().equals(logger);
        if (ownConfig) {
            loggerConfig = new LoggerConfig(logger, level, false);
            configuration.addLogger(logger, loggerConfig);
        } else {
            loggerConfig = nearest;
        }
        levelBefore = loggerConfig.getLevel();
        collector.start();
        loggerConfig.addAppender(collector, null, null);
        loggerConfig.setLevel(level);
        logging.updateLoggers();
    }

    /** {@return what was logged up to now; a copy that goes on growing} */
    public List<Line> lines() {
        return lines;
    }

    /** {@return the texts of a level} */
    public List<String> texts(Level level) {
        return lines.stream().filter(l -> l.level() == level).map(Line::text).toList();
    }

    @Override
    public void close() {
        loggerConfig.removeAppender(collector.getName());
        loggerConfig.setLevel(levelBefore);
        if (ownConfig) {
            logging.getConfiguration().removeLogger(loggerConfig.getName());
        }
        logging.updateLoggers();
    }

    private final class Collector extends AbstractAppender {
        private Collector() {
            super("captured-" + System.identityHashCode(lines), null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            StringWriter stackTrace = new StringWriter();
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(new PrintWriter(stackTrace));
            }
            lines.add(new Line(
                    event.getLoggerName(),
                    event.getLevel(),
                    event.getThreadName(),
                    event.getMessage().getFormattedMessage(),
                    stackTrace.toString(),
                    event.getContextData().toMap()));
        }
    }
}
