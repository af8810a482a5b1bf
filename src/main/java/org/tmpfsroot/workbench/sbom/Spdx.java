package org.tmpfsroot.workbench.sbom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.spdx.core.InvalidSPDXAnalysisException;
import org.spdx.jacksonstore.MultiFormatStore;
import org.spdx.library.LicenseInfoFactory;
import org.spdx.library.ModelCopyManager;
import org.spdx.library.SpdxModelFactory;
import org.spdx.library.model.v2.Checksum;
import org.spdx.library.model.v2.ReferenceType;
import org.spdx.library.model.v2.SpdxDocument;
import org.spdx.library.model.v2.SpdxPackage;
import org.spdx.library.model.v2.enumerations.ChecksumAlgorithm;
import org.spdx.library.model.v2.enumerations.ReferenceCategory;
import org.spdx.library.model.v2.enumerations.RelationshipType;
import org.spdx.library.model.v2.license.AnyLicenseInfo;
import org.spdx.library.model.v2.license.SpdxNoAssertionLicense;
import org.spdx.storage.simple.InMemSpdxStore;
import org.tmpfsroot.workbench.io.Digest;

/** A bill as SPDX 2.3, in JSON. */
public final class Spdx {
  private static final String NONE_SAID = "NOASSERTION";
  private static final String PURL = "http://spdx.org/rdf/references/purl";

  private final Bill bill;
  private final MultiFormatStore store;
  private final String namespace;
  private final ModelCopyManager copies = new ModelCopyManager();

  private Spdx(Bill bill, MultiFormatStore store) {
    this.bill = bill;
    this.store = store;
    this.namespace =
        "https://spdx.org/spdxdocs/"
            + bill.product().replaceAll("[^A-Za-z0-9.-]", "-")
            + "-"
            + bill.identity();
  }

  /** The document, with a line end. */
  public static String text(Bill bill) {
    // the library would ask the network for newer lists of licences
    System.setProperty("org.spdx.useJARLicenseInfoOnly", "true");
    SpdxModelFactory.init();
    // in memory: there is nothing to close
    MultiFormatStore store =
        new MultiFormatStore(new InMemSpdxStore(), MultiFormatStore.Format.JSON_PRETTY);
    try {
      new Spdx(bill, store).write();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.serialize(out);
      return out.toString(StandardCharsets.UTF_8).strip() + "\n";
    } catch (InvalidSPDXAnalysisException | IOException e) {
      throw new IllegalStateException("a bill is always written", e);
    }
  }

  private void write() throws InvalidSPDXAnalysisException {
    SpdxDocument document = new SpdxDocument(store, namespace, copies, true);
    document.setName(bill.product());
    document.setSpecVersion("SPDX-2.3");
    document.setDataLicense(license("CC0-1.0"));
    document.setCreationInfo(
        document.createCreationInfo(List.of("Tool: tmpfsroot-workbench"), bill.time().toString()));
    SpdxPackage image =
        document
            .createPackage("SPDXRef-Image", bill.product(), nothing(), NONE_SAID, nothing())
            .setFilesAnalyzed(false)
            .setDownloadLocation(NONE_SAID)
            .setVersionInfo("Fedora " + bill.release())
            .build();
    document.getDocumentDescribes().add(image);
    List<SpdxPackage> packages = new ArrayList<>();
    for (Bill.Part part : bill.parts()) {
      SpdxPackage made = made(document, part, packages.size() + 1);
      packages.add(made);
      image.addRelationship(document.createRelationship(made, RelationshipType.CONTAINS, null));
    }
    for (int i = 0; i < packages.size(); i++) {
      for (int need : bill.parts().get(i).needs()) {
        packages
            .get(i)
            .addRelationship(
                document.createRelationship(packages.get(need), RelationshipType.DEPENDS_ON, null));
      }
    }
  }

  private SpdxPackage made(SpdxDocument document, Bill.Part part, int number)
      throws InvalidSPDXAnalysisException {
    AnyLicenseInfo declared = license(part.license());
    SpdxPackage.SpdxPackageBuilder builder =
        document
            .createPackage(
                "SPDXRef-Package-" + number,
                part.locked().nevra().name(),
                nothing(),
                NONE_SAID,
                declared)
            .setFilesAnalyzed(false)
            .setDownloadLocation(NONE_SAID)
            .setVersionInfo(part.locked().nevra().evr().toString())
            .setSummary(part.summary())
            .setPackageFileName(part.locked().nevra().fileName())
            .addExternalRef(
                document.createExternalRef(
                    ReferenceCategory.PACKAGE_MANAGER, new ReferenceType(PURL), part.purl(), null));
    if (declared instanceof SpdxNoAssertionLicense && !part.license().isEmpty()) {
      builder.setLicenseComments("The package says: " + part.license());
    }
    if (!part.vendor().isEmpty()) {
      builder.setSupplier("Organization: " + part.vendor());
    }
    if (part.locked().digest().algorithm() == Digest.Algorithm.SHA256) {
      Checksum checksum =
          document.createChecksum(ChecksumAlgorithm.SHA256, part.locked().digest().hex());
      builder.addChecksum(checksum);
    }
    return builder.build();
  }

  /** What an expression means; {@link SpdxNoAssertionLicense} where it is none of SPDX's. */
  private AnyLicenseInfo license(String expression) throws InvalidSPDXAnalysisException {
    if (expression.isEmpty()) {
      return nothing();
    }
    AnyLicenseInfo license =
        LicenseInfoFactory.parseSPDXLicenseStringCompatV2(expression, store, namespace, copies);
    return license.verify().isEmpty() ? license : nothing();
  }

  private static SpdxNoAssertionLicense nothing() throws InvalidSPDXAnalysisException {
    return new SpdxNoAssertionLicense();
  }
}
