package org.tmpfsroot.workbench.engine.docker;

import com.github.dockerjava.transport.SSLConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * TLS with a daemon, from PEM files as Docker's client wants them: {@code ca.pem} who vouches for
 * the daemon, {@code cert.pem} and {@code key.pem} who calls. Each may be missing; without the
 * first, the machine's own authorities count.
 *
 * @param folder that holds them
 */
record ClientTls(Path folder) implements SSLConfig {
  static final String AUTHORITIES = "ca.pem";
  static final String OWN = "cert.pem";
  static final String KEY = "key.pem";

  private static final Pattern PEM_KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END");
  private static final char[] NO_PASSWORD = new char[0];

  @Override
  public SSLContext getSSLContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(ownKey(), NO_PASSWORD);
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(authorities());
      context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw unusable("they do not fit together: " + e.getMessage(), e);
    } catch (IOException e) {
      throw unusable(IoReason.of(e), e);
    }
  }

  private @Nullable KeyStore authorities() throws GeneralSecurityException, IOException {
    Path file = folder.resolve(AUTHORITIES);
    if (!Files.exists(file)) {
      return null;
    }
    KeyStore store = empty();
    int number = 0;
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("authority " + number++, certificate);
    }
    return store;
  }

  private @Nullable KeyStore ownKey() throws GeneralSecurityException, IOException {
    Path file = folder.resolve(KEY);
    if (!Files.exists(file)) {
      return null;
    }
    KeyStore store = empty();
    store.setKeyEntry(
        "caller",
        privateKey(Files.readString(file, StandardCharsets.US_ASCII)),
        NO_PASSWORD,
        certificates(folder.resolve(OWN)).toArray(Certificate[]::new));
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  private PrivateKey privateKey(String pem) throws GeneralSecurityException {
    Matcher matcher = PEM_KEY.matcher(pem);
    if (!matcher.find() || !matcher.group(1).equals("PRIVATE KEY")) {
      throw Fault.world(
          "cannot use the key in " + folder,
          matcher.hitEnd() ? "key.pem holds none" : "key.pem is not in the form PKCS #8",
          "write it anew: openssl pkcs8 -topk8 -nocrypt -in key.pem -out new.pem");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(2));
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (InvalidKeySpecException e) {
        // of another kind
      }
    }
    throw new InvalidKeySpecException("key.pem is neither RSA nor elliptic");
  }

  private Fault unusable(String why, Exception cause) {
    return Fault.world(
            "cannot use the certificates in " + folder,
            why,
            "name their folder in the variable DOCKER_CERT_PATH")
        .causedBy(cause);
  }
}
