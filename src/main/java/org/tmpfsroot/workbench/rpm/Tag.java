package org.tmpfsroot.workbench.rpm;

/**
 * Numbers of the header entries that are read or written, from rpm's {@code rpmtag.h}. Those of the
 * signature header share the numbers from 1000 on with the header's own and begin with {@code SIG}.
 */
final class Tag {
  /** Below this only the region tags. */
  static final int FIRST_ORDINARY = 100;

  static final int REGION_SIGNATURES = 62;
  static final int REGION_IMMUTABLE = 63;
  static final int HEADER_IMAGE = 61;

  static final int SIG_DSA = 267;
  static final int SIG_RSA = 268;
  static final int SIG_SHA1 = 269;
  static final int SIG_LONG_ARCHIVE_SIZE = 271;
  static final int SIG_SHA256 = 273;
  static final int SIG_OPENPGP = 278;
  static final int SIG_SHA3_256 = 279;
  static final int SIG_SIZE = 1000;
  static final int SIG_PGP = 1002;
  static final int SIG_MD5 = 1004;
  static final int SIG_GPG = 1005;
  static final int SIG_PAYLOAD_SIZE = 1007;

  static final int I18N_TABLE = 100;
  static final int NAME = 1000;
  static final int VERSION = 1001;
  static final int RELEASE = 1002;
  static final int EPOCH = 1003;
  static final int SUMMARY = 1004;
  static final int DESCRIPTION = 1005;
  static final int BUILD_TIME = 1006;
  static final int BUILD_HOST = 1007;
  static final int SIZE = 1009;
  static final int VENDOR = 1011;
  static final int LICENSE = 1014;
  static final int PACKAGER = 1015;
  static final int GROUP = 1016;
  static final int URL = 1020;
  static final int OS = 1021;
  static final int ARCH = 1022;
  static final int OLD_FILE_NAMES = 1027;
  static final int FILE_SIZES = 1028;
  static final int FILE_MODES = 1030;
  static final int FILE_RDEVS = 1033;
  static final int FILE_MTIMES = 1034;
  static final int FILE_DIGESTS = 1035;
  static final int FILE_LINK_TARGETS = 1036;
  static final int FILE_FLAGS = 1037;
  static final int FILE_USERS = 1039;
  static final int FILE_GROUPS = 1040;
  static final int SOURCE_RPM = 1044;
  static final int FILE_VERIFY_FLAGS = 1045;
  static final int ARCHIVE_SIZE = 1046;
  static final int PROVIDE_NAMES = 1047;
  static final int REQUIRE_FLAGS = 1048;
  static final int REQUIRE_NAMES = 1049;
  static final int REQUIRE_VERSIONS = 1050;
  static final int NO_SOURCE = 1051;
  static final int NO_PATCH = 1052;
  static final int CONFLICT_FLAGS = 1053;
  static final int CONFLICT_NAMES = 1054;
  static final int CONFLICT_VERSIONS = 1055;
  static final int RPM_VERSION = 1064;
  static final int CHANGELOG_TIMES = 1080;
  static final int CHANGELOG_NAMES = 1081;
  static final int CHANGELOG_TEXTS = 1082;
  static final int OBSOLETE_NAMES = 1090;
  static final int FILE_DEVICES = 1095;
  static final int FILE_INODES = 1096;
  static final int FILE_LANGUAGES = 1097;
  static final int PROVIDE_FLAGS = 1112;
  static final int PROVIDE_VERSIONS = 1113;
  static final int OBSOLETE_FLAGS = 1114;
  static final int OBSOLETE_VERSIONS = 1115;
  static final int DIR_INDEXES = 1116;
  static final int BASE_NAMES = 1117;
  static final int DIR_NAMES = 1118;
  static final int PAYLOAD_FORMAT = 1124;
  static final int PAYLOAD_COMPRESSOR = 1125;
  static final int PAYLOAD_FLAGS = 1126;
  static final int PLATFORM = 1132;
  static final int LONG_FILE_SIZES = 5008;
  static final int LONG_SIZE = 5009;
  static final int FILE_CAPABILITIES = 5010;
  static final int FILE_DIGEST_ALGORITHM = 5011;
  static final int RECOMMEND_NAMES = 5046;
  static final int RECOMMEND_VERSIONS = 5047;
  static final int RECOMMEND_FLAGS = 5048;
  static final int SUGGEST_NAMES = 5049;
  static final int SUGGEST_VERSIONS = 5050;
  static final int SUGGEST_FLAGS = 5051;
  static final int SUPPLEMENT_NAMES = 5052;
  static final int SUPPLEMENT_VERSIONS = 5053;
  static final int SUPPLEMENT_FLAGS = 5054;
  static final int ENHANCE_NAMES = 5055;
  static final int ENHANCE_VERSIONS = 5056;
  static final int ENHANCE_FLAGS = 5057;
  static final int ENCODING = 5062;
  static final int PAYLOAD_DIGESTS = 5092;
  static final int PAYLOAD_DIGEST_ALGORITHM = 5093;
  static final int PAYLOAD_DIGESTS_UNCOMPRESSED = 5097;
  static final int PAYLOAD_SHA512 = 5121;
  static final int PAYLOAD_SHA3_256 = 5123;

  private Tag() {}
}
