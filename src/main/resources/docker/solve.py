# What dnf would install into an empty root: a line for each package, or the problems and status 1.
# usage: solve.py CONFIGURATION ARCH RELEASE EXCLUDES... -- SPECS...
import sys

import dnf
import dnf.exceptions

configuration, arch, release = sys.argv[1:4]
words = sys.argv[4:]
excludes, specs = words[:words.index("--")], words[words.index("--") + 1:]

base = dnf.Base()
base.conf.config_file_path = configuration
base.conf.read(configuration)
base.conf.installroot = "/work/root"
base.conf.substitutions["arch"] = arch
base.conf.substitutions["basearch"] = arch
base.conf.substitutions["releasever"] = release
base.conf.excludepkgs += excludes
base.read_all_repos()
try:
    base.fill_sack(load_system_repo=False)
    base.read_comps(arch_filter=True)
    base.install_specs(specs, strict=True)
    base.resolve()
except dnf.exceptions.MarkingErrors as error:
    sys.exit(str(error))
except dnf.exceptions.Error as error:
    sys.exit(str(error))
for package in sorted(base.transaction.install_set):
    print(package.name, package.epoch, package.version, package.release, package.arch,
          package.reponame)
