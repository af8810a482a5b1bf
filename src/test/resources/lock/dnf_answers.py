"""Solves text cases with dnf: for each job in the files named on the command line, a line of JSON.

The repositories of a case are written as repodata (no RPMs are needed to resolve), or, where a
folder CASE.repos lies beside it, taken from its folders 0, 1 ..., loaded into an empty root, and
the case's job is run through dnf's own API.
"""
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from xml.sax.saxutils import quoteattr, escape

import dnf
import dnf.exceptions
import logging

logging.disable(logging.CRITICAL)

KINDS = ("provides", "requires", "conflicts", "obsoletes", "suggests", "enhances", "recommends",
         "supplements")
FLAGS = {"<": "LT", "<=": "LE", "=": "EQ", ">=": "GE", ">": "GT"}


def parse(path):
    repos, jobs, section = [], [], None
    for raw in open(path, encoding="utf-8"):
        line = raw.split("#", 1)[0].rstrip()
        if not line.strip():
            continue
        words = line.split(None, 1)
        if not line[0].isspace():
            section = words[0]
            if section == "repo":
                name, *options = words[1].split()
                repos.append((name, dict(word.split("=") for word in options), [], []))
            elif section == "package":
                repos[-1][2].append((words[1], []))
            elif section in ("group", "environment"):
                repos[-1][3].append((section, words[1], []))
            elif section == "job":
                jobs.append([])
        elif section == "package":
            repos[-1][2][-1][1].append(tuple(words))
        elif section in ("group", "environment"):
            repos[-1][3][-1][2].append(tuple(words))
        elif section == "job":
            jobs[-1].append(line.strip())
    return repos, jobs


def nevra(text):
    m = re.fullmatch(r"(.+)-(?:(\d+):)?([^-]+)-([^-]+)\.([^.]+)", text)
    return m.group(1), m.group(2) or "0", m.group(3), m.group(4), m.group(5)


def entry(text):
    words = text.split()
    if text.startswith("(") or len(words) == 1:
        return '<rpm:entry name=%s/>' % quoteattr(text)
    m = re.fullmatch(r"(?:(\d+):)?([^-]+)(?:-(.+))?", words[2])
    rel = ' rel=%s' % quoteattr(m.group(3)) if m.group(3) else ""
    return '<rpm:entry name=%s flags="%s" epoch="%s" ver=%s%s/>' % (
        quoteattr(words[0]), FLAGS[words[1]], m.group(1) or "0", quoteattr(m.group(2)), rel)


def primary(packages):
    ordered = sorted(packages, key=lambda each: location(each[0]))
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<metadata '
           'xmlns="http://linux.duke.edu/metadata/common" '
           'xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="%d">' % len(ordered)]
    for text, lines in ordered:
        name, epoch, ver, rel, arch = nevra(text)
        out.append('<package type="rpm"><name>%s</name><arch>%s</arch>'
                   '<version epoch="%s" ver="%s" rel="%s"/>'
                   '<checksum type="sha256" pkgid="YES">%s</checksum><summary>s</summary>'
                   '<description/><packager/><url/><time file="1" build="1"/>'
                   '<size package="1" installed="1" archive="1"/><location href="%s"/><format>'
                   % (name, arch, epoch, ver, rel, hashlib.sha256(text.encode()).hexdigest(),
                      location(text)))
        for kind in KINDS:
            entries = [entry(value) for key, value in lines if key == kind]
            if kind == "provides":
                entries.append(entry("%s = %s:%s-%s" % (name, epoch, ver, rel)))
            if entries:
                out.append("<rpm:%s>%s</rpm:%s>" % (kind, "".join(entries), kind))
        out += ["<file>%s</file>" % escape(value) for key, value in lines if key == "file"]
        out.append("</format></package>")
    out.append("</metadata>")
    return "".join(out)


def location(text):
    name, _, ver, rel, arch = nevra(text)
    return "%s-%s-%s.%s.rpm" % (name, ver, rel, arch)


def filelists(packages):
    ordered = sorted(packages, key=lambda each: location(each[0]))
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<filelists '
           'xmlns="http://linux.duke.edu/metadata/filelists" packages="%d">' % len(ordered)]
    for text, lines in ordered:
        name, epoch, ver, rel, arch = nevra(text)
        out.append('<package pkgid="%s" name="%s" arch="%s"><version epoch="%s" ver="%s" rel="%s"/>'
                   % (hashlib.sha256(text.encode()).hexdigest(), name, arch, epoch, ver, rel))
        out += ["<file>%s</file>" % escape(value) for key, value in lines if key == "file"]
        out.append("</package>")
    out.append("</filelists>")
    return "".join(out)


def comps(groups):
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<comps>']
    for section, name, lines in groups:
        out.append("<%s><id>%s</id><name>%s</name>" % (section, name, name))
        out.append("<packagelist>" if section == "group" else "<grouplist>")
        for kind, text in lines:
            what, _, condition = text.partition(" if ")
            if kind == "has":
                out.append("<groupid>%s</groupid>" % what)
            elif condition:
                out.append('<packagereq type="%s" requires="%s">%s</packagereq>'
                           % (kind, condition, what))
            else:
                out.append('<packagereq type="%s">%s</packagereq>' % (kind, what))
        out.append("</packagelist>" if section == "group" else "</grouplist>")
        out.append("</%s>" % section)
    out.append("</comps>")
    return "".join(out)


def write(folder, packages, groups):
    os.makedirs(folder + "/repodata")
    data = []
    documents = [("primary", primary(packages)), ("filelists", filelists(packages))]
    if groups:
        documents.append(("group", comps(groups)))
    for kind, text in documents:
        body = text.encode()
        with open(folder + "/repodata/%s.xml" % kind, "wb") as out:
            out.write(body)
        digest = hashlib.sha256(body).hexdigest()
        data.append('<data type="%s"><checksum type="sha256">%s</checksum><open-checksum '
                    'type="sha256">%s</open-checksum><location href="repodata/%s.xml"/><timestamp>1'
                    '</timestamp><size>%d</size></data>' % (kind, digest, digest, kind, len(body)))
    with open(folder + "/repodata/repomd.xml", "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<repomd '
                  'xmlns="http://linux.duke.edu/metadata/repo"><revision>1</revision>%s</repomd>'
                  % "".join(data))


def prepare(path, home):
    """The repositories' names, options and folders, and the jobs."""
    repos, jobs = parse(path)
    ready = []
    for number, (name, options, packages, groups) in enumerate(repos):
        folder = "%s.repos/%d" % (path, number)
        if not os.path.isdir(folder):
            folder = "%s/repo%d" % (home, number)
            write(folder, packages, groups)
        ready.append((name, options, folder))
    return ready, jobs


def solve(repos, job, home):
    os.makedirs(home + "/log", exist_ok=True)
    base = dnf.Base()
    conf = base.conf
    conf.installroot = home + "/root"
    conf.cachedir = home + "/cache"
    conf.logdir = home + "/log"
    conf.persistdir = home + "/persist"
    conf.plugins = False
    conf.module_platform_id = "platform:f44"
    conf.substitutions["releasever"] = "44"
    conf.substitutions["arch"] = "x86_64"
    conf.substitutions["basearch"] = "x86_64"
    conf.best = "nobest" not in job
    conf.install_weak_deps = "weak" in job
    for name, options, folder in repos:
        repo = dnf.repo.Repo(name, conf)
        repo.baseurl = ["file://" + folder]
        repo.gpgcheck = False
        repo.priority = int(options.get("priority", 99))
        repo.cost = int(options.get("cost", 1000))
        base.repos.add(repo)
    for line in job:
        if line.startswith("exclude "):
            conf.excludepkgs = list(conf.excludepkgs) + [line[8:]]
    base.fill_sack(load_system_repo=True)
    base.read_comps()
    try:
        base.install_specs([line[8:] for line in job if line.startswith("install ")])
        base.resolve()
        return {"packages": sorted(
            "%s-%s%s-%s.%s %s" % (p.name, "%s:" % p.epoch if p.epoch else "", p.version, p.release,
                                  p.arch, p.reponame)
            for p in base.transaction.install_set)}
    except dnf.exceptions.MarkingErrors as e:
        return {"error": "missing", "message": str(e)}
    except dnf.exceptions.DepsolveError as e:
        return {"error": "unsolvable", "message": str(e)}
    finally:
        base.close()


def main():
    for path in sys.argv[1:]:
        home = tempfile.mkdtemp(prefix="dnf-answers-")
        try:
            repos, jobs = prepare(path, home)
            for job in jobs:
                print(json.dumps({"case": path, **solve(repos, job, home)}), flush=True)
        finally:
            shutil.rmtree(home, ignore_errors=True)


main()
