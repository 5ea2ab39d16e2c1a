"""Which authorities this machine trusts: a folder of certificates, and what the user names besides.

The folder is ``$JOINT_REVIEW_TRUST``, or ``joint-review/trust`` in the user's configuration folder. Each
``*.pem`` in it is an authority. A package's own ``authority.pem`` is never trusted because it says so itself.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from review.results.errors import NotReadable

VARIABLE = "JOINT_REVIEW_TRUST"


@dataclass(frozen=True, slots=True)
class Authorities:
    """The certificates a chain may end at, DER."""

    certificates: tuple[bytes, ...]


def trust_folder(folder: Path | None = None) -> Path:
    """The given folder, the one the environment names, or the user's own."""
    if folder is not None:
        return folder
    if named := os.environ.get(VARIABLE):
        return Path(named)
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "joint-review" / "trust"


def remember(pem: bytes, folder: Path | None = None) -> Path:
    """Write the authority to the trust folder under its fingerprint; doing it twice changes nothing."""
    place = trust_folder(folder)
    certificate = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
    file = place / f"{hashlib.sha256(certificate).hexdigest()[:32]}.pem"
    if not file.exists():
        place.mkdir(parents=True, exist_ok=True)
        making = file.with_suffix(f".{os.getpid()}")
        making.write_bytes(pem)
        making.replace(file)
    return file


def authorities(named: Sequence[Path] = (), folder: Path | None = None) -> Authorities:
    """Every authority of the trust folder and of the named files (PEM or DER, several in one file allowed).

    Raises NotReadable for a named file that holds no certificate; damaged files in the folder are passed over,
    which can only make an answer stricter.
    """
    found: dict[bytes, None] = {}
    for file in named:
        try:
            found.update(dict.fromkeys(_certificates(file)))
        except (OSError, ValueError) as error:
            raise NotReadable(
                f"{file} 不是证书文件，请给出 PEM 或 DER 格式的机构证书",
                f"{file}: not a certificate ({error}); give the authority's certificate as PEM or DER",
            ) from error
    place = trust_folder(folder)
    for file in sorted(place.glob("*.pem")) if place.is_dir() else ():
        try:
            found.update(dict.fromkeys(_certificates(file)))
        except (OSError, ValueError):
            continue
    return Authorities(tuple(found))


def _certificates(file: Path) -> list[bytes]:
    content = file.read_bytes()
    if b"-----BEGIN" in content:
        return [each.public_bytes(Encoding.DER) for each in x509.load_pem_x509_certificates(content)]
    return [x509.load_der_x509_certificate(content).public_bytes(Encoding.DER)]
