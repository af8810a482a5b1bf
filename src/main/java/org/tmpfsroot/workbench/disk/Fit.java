package org.tmpfsroot.workbench.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.io.Size;

/**
 * Whether things fit where they go: partitions onto the disk, the installed system into both slots
 * and into memory. What is not known is left out.
 *
 * @param layout the partitions
 * @param beside partitions made beside the layout's own, such as the one for a BIOS boot loader
 * @param disk what the disk holds
 * @param content what packages and the user's files take in the root
 * @param downloads packages that are kept in slot B while they are installed
 * @param tmpfs the root in memory
 * @param ram the machine's memory
 */
public record Fit(
    Layout layout,
    Size beside,
    Optional<Size> disk,
    Optional<Size> content,
    Optional<Size> downloads,
    Optional<Size> tmpfs,
    Optional<Size> ram) {
  private static final Size BIOS_BOOT = Size.ofMiB(1);

  /** Partitions begin at whole MiB; the first holds the partition table. */
  private static final Size TABLE = Size.ofMiB(1);

  /**
   * The copy of the table at the disk's end takes 33 sectors, and no partition reaches into its
   * MiB.
   */
  private static final Size COPY_OF_TABLE = Size.ofMiB(1);

  /**
   * What ext4 keeps for itself (inodes and journal take 5 % of 2 GiB, less of more) and what is
   * lost since files take whole blocks, in percent.
   */
  private static final int FILE_SYSTEM_SHARE = 8;

  /** The initial RAM disk, the package database and what else no package's size counts. */
  private static final Size MADE_WHILE_INSTALLING = Size.ofMiB(96);

  /** What a small system's programs need beside its root. */
  private static final Size LEAST_FOR_PROGRAMS = Size.ofMiB(256);

  /** A partition's place on the disk. */
  public record Place(Partition partition, Size start, Size end) {}

  /**
   * Something that has to hold something.
   *
   * @param what {@code disk}, a mount point, {@code tmpfs}, {@code ram}
   * @param room what it can hold
   * @param needed what it has to
   */
  public record Room(String what, Size room, Size needed) {
    /** In bytes; negative when it does not fit. */
    public long left() {
      return room.bytes() - needed.bytes();
    }

    boolean tooSmall() {
      return left() < 0;
    }
  }

  /** Where the partitions come to lie when they are made in the layout's order. */
  public List<Place> places() {
    List<Place> places = new ArrayList<>();
    Size next = TABLE.plus(beside);
    for (Partition each : layout.partitions()) {
      Size end = next.plus(Size.ofMiB(each.size().mebibytesRoundedUp()));
      places.add(new Place(each, next, end));
      next = end;
    }
    return places;
  }

  /** The smallest disk that takes all partitions. */
  public Size smallestDisk() {
    List<Place> places = places();
    return places.get(places.size() - 1).end().plus(COPY_OF_TABLE);
  }

  /** What is made beside the layout's own partitions: room for a BIOS boot loader. */
  public static Size besideLayout(boolean startsByBios) {
    return startsByBios ? BIOS_BOOT : new Size(0);
  }

  /** The same where nothing else is known. */
  public static Size smallestDisk(Layout layout, Size beside) {
    return new Fit(
            layout,
            beside,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty())
        .smallestDisk();
  }

  /** The table of what is needed and what is left. */
  public List<Room> rooms() {
    List<Room> rooms = new ArrayList<>();
    disk.ifPresent(size -> rooms.add(new Room("disk", size, smallestDisk())));
    content.ifPresent(
        size -> {
          rooms.add(slot(Layout.SLOT_A, size));
          rooms.add(slot(Layout.SLOT_B, size));
          tmpfs.ifPresent(tmp -> rooms.add(new Room("tmpfs", tmp, size)));
        });
    ram.ifPresent(size -> tmpfs.ifPresent(tmp -> rooms.add(new Room("ram", size, tmp))));
    return List.copyOf(rooms);
  }

  private Room slot(String mount, Size size) {
    return new Room(mount, usable(mount), size.plus(MADE_WHILE_INSTALLING));
  }

  private Size usable(String mount) {
    return layout
        .partition(mount)
        .map(Partition::size)
        .map(size -> new Size(size.bytes() / 100 * (100 - FILE_SYSTEM_SHARE)))
        .orElse(new Size(0));
  }

  /**
   * What does not fit.
   *
   * @param diskName the disk that is installed to, for the findings' place
   */
  public List<Finding> findings(String diskName) {
    return Stream.concat(
            rooms().stream().flatMap(room -> finding(room, diskName)),
            downloads.stream().flatMap(this::downloadsFit))
        .toList();
  }

  private static Stream<Finding> finding(Room room, String diskName) {
    if (room.what().equals("ram")) {
      return memory(room);
    }
    if (!room.tooSmall()) {
      return Stream.empty();
    }
    String larger = Size.ofMiB(room.needed().mebibytesRoundedUp() / 512 * 512 + 1024).typed();
    String needed = said(room.needed(), room.room());
    String sizes =
        "it takes " + needed + " and there is room for " + said(room.room(), room.needed());
    return Stream.of(
        switch (room.what()) {
          case "disk" ->
              DiskCheck.DISK_TOO_SMALL.at(
                  "disk " + diskName,
                  "the partitions need "
                      + needed
                      + " and the disk has "
                      + said(room.room(), room.needed()),
                  "type `partition list`, then for example `partition set /var/lib/docker 4G`");
          case Layout.SLOT_A ->
              DiskCheck.ROOT_TOO_SMALL.at(
                  "partition /",
                  "the installed system does not fit: " + sizes,
                  "type `partition set / "
                      + larger
                      + "` and `partition set /root2 "
                      + larger
                      + "`");
          case Layout.SLOT_B ->
              DiskCheck.SLOT_B_TOO_SMALL.at(
                  "partition /root2",
                  "slot A's content does not fit into slot B: " + sizes,
                  "type `partition set /root2 " + larger + "`");
          default ->
              DiskCheck.TMPFS_TOO_SMALL.at(
                  "setting tmpfs-size",
                  "the installed system does not fit into the root in memory: " + sizes,
                  "type `setting set tmpfs-size auto`");
        });
  }

  /** In MiB where a rounded figure would look like the other one. */
  private static String said(Size size, Size other) {
    return size.toString().equals(other.toString())
        ? size.bytes() / Size.ofMiB(1).bytes() + " MiB"
        : size.toString();
  }

  private static Stream<Finding> memory(Room ram) {
    if (ram.left() <= 0) {
      return Stream.of(
          DiskCheck.RAM_TOO_SMALL.at(
              "setting ram",
              "the root in memory takes " + ram.needed() + " of " + ram.room(),
              "ask for fewer packages, or type `setting set tmpfs-size 40%`"));
    }
    return ram.left() >= LEAST_FOR_PROGRAMS.bytes()
        ? Stream.empty()
        : Stream.of(
            DiskCheck.RAM_TIGHT.at(
                "setting ram",
                "the root in memory leaves "
                    + new Size(ram.left())
                    + " of "
                    + ram.room()
                    + " to programs",
                "ask for fewer packages, or for a machine with more memory"));
  }

  private Stream<Finding> downloadsFit(Size size) {
    Size room = usable(Layout.SLOT_B);
    return size.compareTo(room) <= 0
        ? Stream.empty()
        : Stream.of(
            DiskCheck.DOWNLOADS_TOO_LARGE.at(
                "partition /root2",
                "the packages to download take " + size + " and there is room for " + room,
                "type `partition set /root2 "
                    + Size.ofMiB(size.mebibytesRoundedUp() / 512 * 512 + 1024).typed()
                    + "`, or `setting unset http-url`"));
  }
}
