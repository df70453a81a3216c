package io.octarchy.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What a schema file says, read without the SBE tool.
 *
 * @param name of the file without its ending, for example {@code peer}.
 */
record Schema(String name, String packageName, int id, int version, List<Message> messages) {
    /** Where the schemas are, seen from the module's directory. */
    static final Path DIRECTORY = Path.of("src/main/resources/sbe");

    private static final String SUFFIX = "-codecs.xml";

    enum Kind {
        NUMBER,
        ENUM,
        SET,
        BYTES,
        TEXT
    }

    /**
     * A field, or variable data.
     *
     * @param primitive its encoding: {@code int32}, {@code float}, …
     * @param symbols   names of an enum's values or of a set's choices.
     */
    record Field(String name, Kind kind, String primitive, List<String> symbols) {}

    /** What a message and an entry of a group have in common. */
    record Block(List<Field> fields, Map<String, Block> groups, List<Field> data) {}

    record Message(Schema schema, String name, int id, Block block) {
        @Override
        public String toString() {
            return schema.name() + "." + name;
        }
    }

    /** All schemas, found by their files' names. */
    static List<Schema> all() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(Schema::read)
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All messages of all schemas. */
    static List<Message> allMessages() {
        return all().stream().flatMap(schema -> schema.messages().stream()).toList();
    }

    static Document parse(final Path file) {
        try {
            final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setXIncludeAware(true);
            factory.setFeature("http://apache.org/xml/features/xinclude/fixup-base-uris", false);
            return factory.newDocumentBuilder().parse(file.toFile());
        } catch (final ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(file.toString(), e);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Element> children(final Element parent, final String localName) {
        final List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && localName.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }

    private static Schema read(final Path file) {
        final Element root = parse(file).getDocumentElement();
        final String fileName = file.getFileName().toString();
        final List<Message> messages = new ArrayList<>();
        final Schema schema = new Schema(
                fileName.substring(0, fileName.length() - SUFFIX.length()),
                root.getAttribute("package"),
                Integer.parseInt(root.getAttribute("id")),
                Integer.parseInt(root.getAttribute("version")),
                messages);
        final Map<String, Element> types = types(root);
        for (final Element message : children(root, "message")) {
            final int id = Integer.parseInt(message.getAttribute("id"));
            messages.add(new Message(schema, message.getAttribute("name"), id, block(message, types)));
        }
        return schema;
    }

    private static Map<String, Element> types(final Element root) {
        final Map<String, Element> byName = new HashMap<>();
        for (final Element types : children(root, "types")) {
            for (final String kind : List.of("enum", "set", "composite", "type")) {
                children(types, kind).forEach(type -> byName.put(type.getAttribute("name"), type));
            }
        }
        return byName;
    }

    private static Block block(final Element element, final Map<String, Element> types) {
        final List<Field> fields = new ArrayList<>();
        for (final Element field : children(element, "field")) {
            fields.add(field(field.getAttribute("name"), field.getAttribute("type"), types));
        }
        final Map<String, Block> groups = new LinkedHashMap<>();
        for (final Element group : children(element, "group")) {
            groups.put(group.getAttribute("name"), block(group, types));
        }
        final List<Field> data = new ArrayList<>();
        for (final Element field : children(element, "data")) {
            final Kind kind = "varAsciiEncoding".equals(field.getAttribute("type")) ? Kind.TEXT : Kind.BYTES;
            data.add(new Field(field.getAttribute("name"), kind, "", List.of()));
        }
        return new Block(fields, groups, data);
    }

    private static Field field(final String name, final String type, final Map<String, Element> types) {
        final Element definition = types.get(type);
        if (definition == null) {
            return new Field(name, Kind.NUMBER, type, List.of());
        }
        final boolean isEnum = "enum".equals(definition.getLocalName());
        if (!isEnum && !"set".equals(definition.getLocalName())) {
            throw new IllegalStateException(name + ": these tests do not know fields of type " + type);
        }
        final List<String> symbols = children(definition, isEnum ? "validValue" : "choice").stream()
                .map(value -> value.getAttribute("name"))
                .toList();
        return new Field(name, isEnum ? Kind.ENUM : Kind.SET, definition.getAttribute("encodingType"), symbols);
    }
}
