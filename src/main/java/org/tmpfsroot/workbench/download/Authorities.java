package org.tmpfsroot.workbench.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;

/** Those who vouch for servers: the ones that Java knows, and a company's own. */
final class Authorities {
  private Authorities() {}

  /**
   * Believes those in the file, too.
   *
   * @param file certificates in PEM
   * @throws Fault (world) when it cannot be read or holds none
   */
  static SSLContext withThoseOf(Path file) {
    Collection<? extends Certificate> own = read(file);
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (X509Certificate known : knownToJava()) {
        store.setCertificateEntry("known " + number++, known);
      }
      for (Certificate each : own) {
        store.setCertificateEntry("own " + number++, each);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(store), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("TLS and key stores in memory are always there", e);
    }
  }

  private static List<X509Certificate> knownToJava() throws GeneralSecurityException {
    for (TrustManager each : managers(null)) {
      if (each instanceof X509TrustManager manager) {
        return List.of(manager.getAcceptedIssuers());
      }
    }
    return List.of();
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static Collection<? extends Certificate> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (!found.isEmpty()) {
        return found;
      }
      throw none(file);
    } catch (CertificateException e) {
      throw none(file).causedBy(e);
    } catch (IOException e) {
      throw AtomicFile.cannotRead(file, e);
    }
  }

  private static Fault none(Path file) {
    return Fault.world(
        "cannot use the certificates in " + file,
        "there is no certificate in PEM in it",
        "correct certificates in workbench.properties or $WORKBENCH_CERTIFICATES");
  }
}
