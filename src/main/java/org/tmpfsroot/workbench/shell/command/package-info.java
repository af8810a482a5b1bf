/**
 * The commands: for each noun one class, or more where one would grow too long.
 *
 * <p>The pattern:
 *
 * <pre>{@code
 * @Noun(value = "partition", about = "the partitions of the disk installed to")
 * public final class PartitionCommands {
 *   private final Workspace workspace;
 *
 *   public PartitionCommands(Workspace workspace) { ... }
 *
 *   @Command(
 *       name = {"partition", "set"},
 *       description = "change a partition's size",
 *       help = """
 *           What the command does beyond its description, in a few lines.
 *
 *           > partition set /var/log 4G
 *           """)
 *   public void set(
 *       @Argument(index = 0, description = "where it is mounted") @Values("mounts") String mount,
 *       @Argument(index = 1, description = "its new size") Size size,
 *       @Option(longName = "format", defaultValue = "table", description = "how it is printed")
 *           Format format,
 *       Output output) {
 *     ...
 *     output.line("partition set " + mount + " " + size.typed());
 *   }
 *
 *   public List<CompletionProposal> mounts() { ... }
 * }
 * }</pre>
 *
 * <ul>
 *   <li>The method is public; it takes its words as parameters with {@code @Argument} or
 *       {@code @Option}, and an {@link org.tmpfsroot.workbench.shell.Output} to print to. Words
 *       that can only be wrong never reach it.
 *   <li>A parameter is a {@code String}, {@code int}, {@code long}, {@code Path}, {@code URI}, an
 *       enum (typed in lower case, {@code _} as {@code -}), or any type with {@code public static T
 *       parse(String)} that throws a usage {@code Fault}: {@code Size}, a domain type.
 *   <li>{@code T} must be typed unless it has a {@code defaultValue}; an {@code @Option} of this
 *       kind says {@code required = true}. {@code Optional<T>} may be left out: of all parameters
 *       in the program only these are optionals. {@code List<T>} takes any number of words, also
 *       none: as the last argument, or as an option, repeated ({@code --key a --key b}) or, once
 *       all arguments stand, with its words in a row ({@code --key a b}). {@code boolean} is an
 *       option without a word.
 *   <li>An argument's name in messages is its parameter's name, an option's is {@code longName}.
 *       Arguments are taken in the order of the parameters.
 *   <li>A failure is thrown as a {@code Fault}; an interrupt comes out as {@code Cancelled}.
 *       Returning an {@code ExitCode} is for a command that has told its findings itself.
 *   <li>Every command that lists or shows takes {@code format} as above and prints through {@code
 *       output.show(Table, Format)}, {@code output.show(Map, Format)}, or {@code output.json}.
 *   <li>Lines of {@code help} that begin with {@code "> "} are examples; each command has one at
 *       least, and a test parses all of them.
 *   <li>{@code @Values} names the public method that completes the parameter.
 *   <li>Nothing is done in the constructor: it runs when a command of the class is used first.
 * </ul>
 *
 * <p>A new class is added to the list in {@code app.CommandClasses}; its constructor gets beans by
 * type.
 */
@NullMarked
package org.tmpfsroot.workbench.shell.command;

import org.jspecify.annotations.NullMarked;
