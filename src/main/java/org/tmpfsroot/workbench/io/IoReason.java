package org.tmpfsroot.workbench.io;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why an input or output failed, in words a user can act on. */
public final class IoReason {
  private IoReason() {}

  public static String of(IOException cause) {
    if (cause instanceof JsonProcessingException json) {
      return notJson(json);
    }
    if (cause instanceof NoSuchFileException missing) {
      return "there is no " + place(missing);
    }
    if (cause instanceof AccessDeniedException denied) {
      return "this user has no right to " + place(denied);
    }
    if (cause instanceof FileAlreadyExistsException taken) {
      return place(taken) + " is there already";
    }
    if (cause instanceof NotDirectoryException file) {
      return place(file) + " is not a folder";
    }
    if (cause instanceof DirectoryNotEmptyException folder) {
      return "the folder " + place(folder) + " is not empty";
    }
    if (cause instanceof FileNotFoundException || cause instanceof EOFException) {
      return cause.getMessage() == null ? "it ends in the middle" : cause.getMessage();
    }
    if (cause instanceof FileSystemException fileSystem && fileSystem.getReason() != null) {
      return fileSystem.getReason() + " (" + place(fileSystem) + ")";
    }
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  /** A file of our own that nobody named stands for the folder it would have been in. */
  private static String place(FileSystemException cause) {
    String file = String.valueOf(cause.getFile());
    int name = file.lastIndexOf('/') + 1;
    return name > 1 && file.startsWith(AtomicFile.TEMPORARY_PREFIX, name)
        ? file.substring(0, name - 1)
        : file;
  }

  private static String notJson(JsonProcessingException cause) {
    JsonLocation place = cause.getLocation();
    String where =
        place == null ? "" : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": ";
    return where + "it is not whole JSON (" + cause.getOriginalMessage() + ")";
  }
}
