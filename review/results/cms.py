"""Detached CAdES signatures: written in one fixed form, and read back only in that form.

Vocabulary
----------
attributes   what is signed: content type, SHA-256 of the content, hash of the seal's certificate, and for files
             outside a PDF the signer's clock (a PDF carries its own)
fixed form   the DER this module writes; a signature of ours that differs in one byte is not ours any more, so
             nothing can hide in parts that a signature does not cover

Written by hand because the parts that never change are kept, so that one signature is one digest, one key
operation and one concatenation. Source of the form: RFC 5652 (CMS), RFC 5035 (signing certificate v2),
ETSI EN 319 122-1 (CAdES baseline B-B).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from asn1crypto import cms, core, x509

from review.results.errors import NotReadable
from review.results.keys import Keys

_SEQUENCE, _SET, _INTEGER, _OCTETS, _TAGGED = 0x30, 0x31, 0x02, 0x04, 0xA0
_SHORT = 0x80


def _der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    if len(content) < _SHORT:
        return bytes((tag, len(content))) + content
    size = len(content).to_bytes((len(content).bit_length() + 7) // 8)
    return bytes((tag, _SHORT | len(size))) + size + content


def _identifier(dotted: str) -> bytes:
    encoded: bytes = core.ObjectIdentifier(dotted).dump()
    return encoded


_ONE = _der(_INTEGER, b"\1")
_NULL = b"\5\0"
_DATA = _identifier("1.2.840.113549.1.7.1")
_SIGNED_DATA = _identifier("1.2.840.113549.1.7.2")
_SHA256 = _der(_SEQUENCE, _identifier("2.16.840.1.101.3.4.2.1"))
_CONTENT_TYPE = _identifier("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = _identifier("1.2.840.113549.1.9.4")
_SIGNING_TIME = _identifier("1.2.840.113549.1.9.5")
_SIGNING_CERTIFICATE = _identifier("1.2.840.113549.1.9.16.2.47")
_ALGORITHMS = {
    "sha256_ecdsa": _der(_SEQUENCE, _identifier("1.2.840.10045.4.3.2")),
    "sha256_rsa": _der(_SEQUENCE, _identifier("1.2.840.113549.1.1.11"), _NULL),
}


def detached(digest: bytes, keys: Keys, *, at: datetime | None = None) -> bytes:
    """The signature of content with this SHA-256, as DER; ``at`` is the signer's clock, not for PDF."""
    attributes = _attributes(digest, keys.certificate, at)
    signature = keys.sign(_der(_SET, attributes))
    return _assembled(attributes, signature, keys.algorithm, (keys.certificate, *keys.intermediates))


@dataclass(frozen=True, slots=True)
class OpenSignature:
    """A signature taken apart; nothing about it has been believed yet."""

    information: cms.SignerInfo
    certificate: x509.Certificate
    """the seal's"""
    intermediates: tuple[x509.Certificate, ...]
    digest: bytes
    """SHA-256 the signer says the content has"""
    claimed_at: datetime | None
    fixed_form: bool
    """whether the bytes are exactly what this module writes"""


def opened(der: bytes) -> OpenSignature:
    """The parts of a signature; raises NotReadable when it is none or is not of our kind."""
    try:
        return _opened(der)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError) as error:
        raise NotReadable("签名数据损坏或不是本系统的签名", "the signature is damaged or of another kind") from error


def _opened(der: bytes) -> OpenSignature:
    content = cms.ContentInfo.load(der, strict=True)
    if content["content_type"].native != "signed_data":
        raise ValueError("not signed data")
    signed = content["content"]
    (information,) = signed["signer_infos"]
    certificates = [_certificate(each.chosen.dump()) for each in signed["certificates"]]
    identity = information["sid"].chosen.dump()
    (seal,) = (each for each in certificates if _issuer_and_serial(each.dump()) == identity)
    others = tuple(each for each in certificates if each is not seal)
    attributes = {each["type"].native: each["values"] for each in information["signed_attrs"]}
    digest = attributes["message_digest"][0].native
    clock = attributes["signing_time"][0].native if "signing_time" in attributes else None
    algorithm = information["signature_algorithm"]["algorithm"].native
    fixed = algorithm in _ALGORITHMS and der == _assembled(
        _attributes(digest, seal.dump(), clock),
        information["signature"].native,
        algorithm,
        (seal.dump(), *(each.dump() for each in others)),
    )
    return OpenSignature(information, seal, others, digest, clock, fixed)


def _attributes(digest: bytes, certificate: bytes, at: datetime | None) -> bytes:
    """The signed attributes, a DER set without its head."""
    attributes = [
        _der(_SEQUENCE, _CONTENT_TYPE, _der(_SET, _DATA)),
        _der(_SEQUENCE, _MESSAGE_DIGEST, _der(_SET, _der(_OCTETS, digest))),
        _der(_SEQUENCE, _SIGNING_CERTIFICATE, _der(_SET, _hash_of_certificate(certificate))),
    ]
    if at is not None:
        attributes.append(_der(_SEQUENCE, _SIGNING_TIME, _der(_SET, _time(at))))
    return b"".join(sorted(attributes))


def _time(at: datetime) -> bytes:
    """UTCTime to 2049, GeneralizedTime from then on, as CMS demands."""
    moment = at.astimezone(UTC)
    last_of_short_years = 2049
    if moment.year <= last_of_short_years:
        return _der(0x17, f"{moment:%y%m%d%H%M%SZ}".encode())
    return _der(0x18, f"{moment:%Y%m%d%H%M%SZ}".encode())


@lru_cache(maxsize=256)
def _hash_of_certificate(certificate: bytes) -> bytes:
    """SigningCertificateV2 with one SHA-256."""
    return _der(_SEQUENCE, _der(_SEQUENCE, _der(_SEQUENCE, _der(_OCTETS, hashlib.sha256(certificate).digest()))))


@lru_cache(maxsize=256)
def _issuer_and_serial(certificate: bytes) -> bytes:
    seal = x509.Certificate.load(certificate)
    return _der(_SEQUENCE, seal.issuer.dump(), seal["tbs_certificate"]["serial_number"].dump())


@lru_cache(maxsize=256)
def _certificate(der: bytes) -> x509.Certificate:
    """The certificate, parsed down to its leaves: what is damaged inside shows here and nowhere later."""
    certificate: x509.Certificate = x509.Certificate.load(der, strict=True)
    _ = certificate.native
    return certificate


def _assembled(attributes: bytes, signature: bytes, algorithm: str, certificates: tuple[bytes, ...]) -> bytes:
    signer = _der(
        _SEQUENCE,
        _ONE,
        _issuer_and_serial(certificates[0]),
        _SHA256,
        _der(_TAGGED, attributes),
        _ALGORITHMS[algorithm],
        _der(_OCTETS, signature),
    )
    signed = _der(
        _SEQUENCE,
        _ONE,
        _der(_SET, _SHA256),
        _der(_SEQUENCE, _DATA),
        _der(_TAGGED, *sorted(certificates)),
        _der(_SET, signer),
    )
    return _der(_SEQUENCE, _SIGNED_DATA, _der(_TAGGED, signed))
