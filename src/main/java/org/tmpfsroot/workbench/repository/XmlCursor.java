package org.tmpfsroot.workbench.repository;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * Walks a metadata document element by element, forgetting what it has passed. External entities
 * are off, a document type is skipped, and entities it declares are an error; depth and the size of
 * one element are bounded.
 */
final class XmlCursor implements AutoCloseable {
  private static final int DEEPEST = 32;
  private static final XMLInputFactory FACTORY = factory();

  private final XMLStreamReader reader;
  private final PacedInputStream in;
  private final String document;
  private int depth;

  private XmlCursor(XMLStreamReader reader, PacedInputStream in, String document) {
    this.reader = reader;
    this.in = in;
    this.document = document;
  }

  private static XMLInputFactory factory() {
    InputFactoryImpl factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * @param in the document, decompressed; the caller closes it
   * @param document what it is, for messages: {@code primary.xml.gz of repository fedora}
   */
  static XmlCursor open(InputStream in, String document) {
    PacedInputStream paced = new PacedInputStream(in);
    try {
      return new XmlCursor(FACTORY.createXMLStreamReader(paced), paced, document);
    } catch (XMLStreamException e) {
      throw broken(document, e);
    }
  }

  /**
   * Moves to the next child element of the element that is open at {@code level}.
   *
   * @param level what {@link #depth()} was inside that element
   * @return whether there is one; afterwards the cursor is inside the child
   */
  boolean nextChild(int level) {
    try {
      while (true) {
        if (!reader.hasNext()) {
          return false;
        }
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          depth++;
          if (depth > DEEPEST) {
            throw unreadable("elements are nested deeper than " + DEEPEST);
          }
          if (depth == level + 1) {
            return true;
          }
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          depth--;
          if (depth < level) {
            return false;
          }
        }
      }
    } catch (XMLStreamException e) {
      throw broken(document, e);
    } catch (RuntimeException e) {
      throw notOurs(e);
    }
  }

  /** How many elements are open. */
  int depth() {
    return depth;
  }

  /** Name of the element the cursor is in, without its prefix. */
  String name() {
    return reader.getLocalName();
  }

  /** Empty when absent. */
  String attribute(String name) {
    String value = attributeOrNull(name);
    return value == null ? "" : value;
  }

  Optional<String> optionalAttribute(String name) {
    return Optional.ofNullable(attributeOrNull(name));
  }

  private @Nullable String attributeOrNull(String name) {
    for (int i = 0, count = reader.getAttributeCount(); i < count; i++) {
      if (name.equals(reader.getAttributeLocalName(i))) {
        return reader.getAttributeValue(i);
      }
    }
    return null;
  }

  /** Fast access to the attributes, by place. */
  XMLStreamReader attributes() {
    return reader;
  }

  /** Text of the element that was just entered; leaves it. Elements inside it are an error. */
  String text() {
    try {
      String text = reader.getElementText();
      depth--;
      return text;
    } catch (XMLStreamException e) {
      throw broken(document, e);
    } catch (RuntimeException e) {
      throw notOurs(e);
    }
  }

  /** The current element may again be as large as any: called at each package. */
  void refreshAllowance() {
    in.refresh();
  }

  /** A number in the document: 0 when absent. */
  long number(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    try {
      long number = Long.parseLong(text.strip());
      if (number < 0) {
        throw unreadable("'" + text + "' is negative");
      }
      return number;
    } catch (NumberFormatException e) {
      throw unreadable("'" + text + "' is not a number").causedBy(e);
    }
  }

  /** The document is XML, but says what it must not. */
  Fault unreadable(String why) {
    return fault(document, why + place(reader.getLocation()));
  }

  /** Aalto wraps what reading throws, and has exceptions of its own for broken bytes. */
  private RuntimeException notOurs(RuntimeException e) {
    if (e instanceof Fault || e instanceof org.tmpfsroot.workbench.fault.Cancelled) {
      return e;
    }
    return fault(document, reason(e) + place(reader.getLocation())).causedBy(e);
  }

  private static Fault broken(String document, XMLStreamException e) {
    return fault(document, reason(e) + place(e.getLocation())).causedBy(e);
  }

  private static String reason(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof IOException io) {
        return IoReason.of(io);
      }
    }
    String message = String.valueOf(thrown.getMessage());
    if (message.contains("nexpected End-of-input") || message.contains("nexpected end-of-input")) {
      return "it ends in the middle";
    }
    int end = message.indexOf('\n');
    return "it is not well-formed XML: " + (end < 0 ? message : message.substring(0, end));
  }

  private static String place(@Nullable Location location) {
    return location == null || location.getLineNumber() < 1
        ? ""
        : " (at line " + location.getLineNumber() + ", column " + location.getColumnNumber() + ")";
  }

  private static Fault fault(String document, String why) {
    return Fault.world(
        "cannot read " + document,
        why,
        "try again later or from another mirror; the repository's maker must mend it otherwise");
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (XMLStreamException e) {
      throw broken(document, e);
    }
  }
}
