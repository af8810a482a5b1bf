package org.tmpfsroot.workbench.download;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** Why a server was not believed to be who it says it is. */
final class TlsFailure {
  private TlsFailure() {}

  /** In words that follow the server's address. */
  static String inWords(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String message = String.valueOf(at.getMessage());
      if (at instanceof CertificateExpiredException) {
        return "shows a certificate that has expired (look at this machine's clock, too)";
      }
      if (at instanceof CertificateNotYetValidException) {
        return "shows a certificate that is not valid yet (look at this machine's clock, too)";
      }
      if (at instanceof CertPathBuilderException) {
        return "shows a certificate of an authority that is not trusted (where it is your own,"
            + " name it with certificates=FILE in workbench.properties)";
      }
      if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
        return "shows a certificate for another host (" + message + ")";
      }
    }
    return "cannot be reached safely (TLS: " + failure.getMessage() + ")";
  }
}
