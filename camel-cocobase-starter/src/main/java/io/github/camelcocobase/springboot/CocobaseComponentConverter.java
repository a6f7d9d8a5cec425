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
package io.github.camelcocobase.springboot;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelcocobase.CocobaseConfiguration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.ApplicationContext;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/** Reads {@code #name} or {@code #bean:name} in a property, where an object is wanted, as the bean of that name. */
@ConfigurationPropertiesBinding
class CocobaseComponentConverter implements GenericConverter {

    private final ApplicationContext application;

    CocobaseComponentConverter(ApplicationContext application) {
        this.application = application;
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Stream.of(
                        CocobaseConfiguration.class,
                        HttpClient.class,
                        SSLContextParameters.class,
                        WebSocketClient.class)
                .map(type -> new ConvertiblePair(String.class, type))
                .collect(Collectors.toSet());
    }

    @Override
    public Object convert(Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        String reference = source == null ? "" : source.toString();
        if (!reference.startsWith("#")) {
            throw new IllegalArgumentException("'" + reference + "' is not the name of a bean of type "
                    + targetType.getName() + ": write #name or #bean:name");
        }
        String name = reference.substring(reference.startsWith("#bean:") ? "#bean:".length() : 1);
        return application.getBean(name, targetType.getType());
    }
}
