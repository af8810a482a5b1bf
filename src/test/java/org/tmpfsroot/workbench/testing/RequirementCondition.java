package org.tmpfsroot.workbench.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Decides on {@link RequiresPeer}, {@link RequiresData}, {@link RequiresDocker} and {@link
 * RequiresLoopDevices}.
 */
final class RequirementCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<String> missing = new ArrayList<>();
    Optional<RequiresPeer> peers =
        AnnotationSupport.findAnnotation(context.getElement(), RequiresPeer.class);
    for (String program : peers.map(RequiresPeer::value).orElse(new String[0])) {
      if (!isOnPath(program)) {
        missing.add("program " + program);
      }
    }
    Optional<RequiresData> data =
        AnnotationSupport.findAnnotation(context.getElement(), RequiresData.class);
    for (String name : data.map(RequiresData::value).orElse(new String[0])) {
      if (!TestData.has(name)) {
        missing.add("test data " + name);
      }
    }
    if (AnnotationSupport.isAnnotated(context.getElement(), RequiresDocker.class)
        && !RequiresDocker.Daemon.answers()) {
      missing.add("a Docker daemon at " + RequiresDocker.Daemon.socket());
    }
    if (AnnotationSupport.isAnnotated(context.getElement(), RequiresLoopDevices.class)
        && !LoopDevice.canBeHad()) {
      missing.add("the right to make loop devices");
    }
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("all there");
    }
    String reason = "not here: " + String.join(", ", missing);
    if ("required".equals(System.getenv("WORKBENCH_PEERS"))) {
      throw new AssertionError(context.getDisplayName() + " must run here, but " + reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }

  private static boolean isOnPath(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
