package org.tmpfsroot.workbench.sbom;

import java.util.Date;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.ExternalReference;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;
import org.tmpfsroot.workbench.io.Digest;

/** A bill as CycloneDX 1.6, in JSON. */
public final class CycloneDx {
  private static final String IMAGE = "image";

  private CycloneDx() {}

  /** The document, with a line end. */
  public static String text(Bill bill) {
    Bom bom = new Bom();
    bom.setSerialNumber("urn:uuid:" + bill.identity());
    bom.setMetadata(metadata(bill));
    Dependency image = new Dependency(IMAGE);
    bom.addDependency(image);
    for (Bill.Part part : bill.parts()) {
      bom.addComponent(component(part));
      Dependency dependency = new Dependency(part.purl());
      part.needs()
          .forEach(need -> dependency.addDependency(new Dependency(bill.parts().get(need).purl())));
      bom.addDependency(dependency);
      if (part.locked().requested()) {
        image.addDependency(new Dependency(part.purl()));
      }
    }
    try {
      return BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString() + "\n";
    } catch (GeneratorException e) {
      throw new IllegalStateException("a bill is always written", e);
    }
  }

  private static Metadata metadata(Bill bill) {
    Component product = new Component();
    product.setType(Component.Type.OPERATING_SYSTEM);
    product.setBomRef(IMAGE);
    product.setName(bill.product());
    product.setVersion("Fedora " + bill.release());
    Metadata metadata = new Metadata();
    metadata.setTimestamp(Date.from(bill.time()));
    metadata.setComponent(product);
    return metadata;
  }

  private static Component component(Bill.Part part) {
    Component component = new Component();
    component.setType(Component.Type.LIBRARY);
    component.setBomRef(part.purl());
    component.setPurl(part.purl());
    component.setName(part.locked().nevra().name());
    component.setVersion(part.locked().nevra().evr().toString());
    component.setDescription(part.summary());
    if (!part.vendor().isEmpty()) {
      component.setPublisher(part.vendor());
    }
    if (part.locked().digest().algorithm() == Digest.Algorithm.SHA256) {
      component.setHashes(List.of(new Hash(Hash.Algorithm.SHA_256, part.locked().digest().hex())));
    }
    if (!part.license().isEmpty()) {
      License license = new License();
      license.setName(part.license());
      LicenseChoice choice = new LicenseChoice();
      choice.addLicense(license);
      component.setLicenses(choice);
    }
    if (!part.url().isEmpty()) {
      ExternalReference website = new ExternalReference();
      website.setType(ExternalReference.Type.WEBSITE);
      website.setUrl(part.url());
      component.addExternalReference(website);
    }
    return component;
  }
}
