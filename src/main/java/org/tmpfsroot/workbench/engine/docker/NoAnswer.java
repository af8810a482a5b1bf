package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * Why a daemon could not be spoken with. TLS says little by itself: a caller that is not wanted
 * hears no more than that the connection is gone.
 *
 * @param next what helps with this one address; empty where nothing more than usual does
 */
record NoAnswer(String why, Optional<String> next) {
  private static final String PLAIN_TO_TLS = "HTTP request to an HTTPS server";

  private static NoAnswer of(String why) {
    return new NoAnswer(why, Optional.empty());
  }

  private static NoAnswer of(String why, String next) {
    return new NoAnswer(why, Optional.of(next));
  }

  /** After a failure of the connection. */
  static NoAnswer of(DaemonAddress address, IOException failure) {
    String text = IoReason.of(failure);
    if (address.isSocket() && text.contains("Permission denied")) {
      return of("you may not use it: join the group of " + address.uri().getPath());
    }
    if (text.contains("Connection refused")) {
      return of("nobody listens there");
    }
    if (failure instanceof UnknownHostException) {
      return of("there is no host " + address.uri().getHost());
    }
    if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
      return of(text);
    }
    return address.certificates().map(folder -> ofTls(folder, failure)).orElseGet(() -> of(text));
  }

  private static NoAnswer ofTls(Path folder, IOException failure) {
    String text = IoReason.of(failure);
    if (failure instanceof SSLPeerUnverifiedException) {
      return of(
          "its certificate is for another name: " + text,
          "call it by a name its certificate has, with `engine use docker --host URL`");
    }
    if (has(failure, CertPathBuilderException.class)
        || has(failure, CertPathValidatorException.class)
        || has(failure, CertificateException.class)) {
      boolean own = Files.exists(folder.resolve(ClientTls.AUTHORITIES));
      return of(
          (own
                  ? "its certificate does not stand up to " + folder.resolve(ClientTls.AUTHORITIES)
                  : "there is no "
                      + folder.resolve(ClientTls.AUTHORITIES)
                      + ", and the machine's own authorities do not vouch for its certificate")
              + ": "
              + innermost(failure),
          places("the daemon's authority as " + ClientTls.AUTHORITIES));
    }
    if (text.contains("plaintext connection") || text.contains("unrecognized SSL message")) {
      return of(
          "it does not speak TLS",
          "type `engine use docker --host http://HOST:PORT` where that is meant to be so, since"
              + " everybody on its network can command such a daemon");
    }
    if (failure instanceof SSLException || failure instanceof SocketException) {
      boolean named = Files.exists(folder.resolve(ClientTls.KEY));
      return of(
          (named
                  ? "it hung up, as one does that does not trust " + folder.resolve(ClientTls.OWN)
                  : "it hung up, as one does that asks who calls, and there is no "
                      + folder.resolve(ClientTls.KEY))
              + " ("
              + text
              + ")",
          places("a certificate it trusts as " + ClientTls.OWN + " and " + ClientTls.KEY));
    }
    return of(text);
  }

  private static String places(String what) {
    return "have "
        + what
        + " in that folder, or name another folder in the variable DOCKER_CERT_PATH";
  }

  /** After an answer that is none of a daemon. */
  static NoAnswer of(int status, String body) {
    if (body.contains(PLAIN_TO_TLS)) {
      return of(
          "it speaks TLS only",
          "type `engine use docker --host https://HOST:PORT`, with ca.pem, cert.pem and key.pem in"
              + " the folder that the variable DOCKER_CERT_PATH names (~/.docker otherwise)");
    }
    return of("it answers with status " + status + ", which is no Docker daemon's");
  }

  private static boolean has(Throwable failure, Class<? extends Exception> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
