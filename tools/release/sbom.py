"""A bill of materials (CycloneDX 1.6, JSON) of Ostrakon with all extras, as this environment has them.

    python tools/release/sbom.py FILE

The same environment and SOURCE_DATE_EPOCH give the same bytes. A package of an extra that is not installed here stands
in it without a version and with the property `ostrakon:not_installed`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, Property, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from dependencies import Dependency, declared, dependencies
from licences import POLICY, judge
from packageurl import PackageURL


def bill(name: str, version: str, packages: list[Dependency], *, made: datetime) -> Bom:
    """The bill of a project and its packages, with what needs what."""
    policy = tomllib.loads(POLICY.read_text(encoding="utf-8"))
    licences = LicenseFactory()
    root = Component(
        type=ComponentType.APPLICATION,
        name=name,
        version=version,
        bom_ref=f"{name}@{version}",
        purl=PackageURL("pypi", name=name, version=version),
        licenses=[licences.make_from_string("Apache-2.0")],
    )
    parts = {}
    for package in packages:
        judged = judge(package, policy)
        properties = [Property(name="ostrakon:extra", value=extra) for extra in sorted(package.extras)]
        if not package.version:
            properties.append(Property(name="ostrakon:not_installed", value="true"))
        parts[package.name] = Component(
            type=ComponentType.LIBRARY,
            name=package.name,
            version=package.version or None,
            bom_ref=f"{package.name}@{package.version}" if package.version else package.name,
            purl=PackageURL("pypi", name=package.name, version=package.version or None),
            licenses=[licences.make_from_string(judged.licence)] if judged.licence else [],
            scope=ComponentScope.REQUIRED if package.core else ComponentScope.OPTIONAL,
            external_references=[ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(package.home))]
            if package.home
            else [],
            properties=properties,
        )
    serial = uuid5(NAMESPACE_URL, "\n".join([f"{name}@{version}", *(f"{p.name}@{p.version}" for p in packages)]))
    found = Bom(
        components=parts.values(), metadata=BomMetaData(component=root, timestamp=made), serial_number=serial
    )  # fmt: skip
    found.register_dependency(root, [parts[p.name] for p in packages if any(by == name for by, _ in p.ranges)])
    for package in packages:
        found.register_dependency(parts[package.name], [parts[need] for need in sorted(package.needs) if need in parts])
    return found


def main() -> int:
    """Write the bill; the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    file: Path = arguments.parse_args().file
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    made = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    name, version, requirements = declared()
    found = bill(name, version, dependencies(requirements), made=made)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(JsonV1Dot6(found).output_as_string(indent=1) + "\n", encoding="utf-8")
    print(f"bill of materials: {len(found.components)} packages in {file.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
