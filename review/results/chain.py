"""Whether a signature is intact, and whether its certificate leads to a trusted authority. Never asks the network.

A certificate is followed to its authority once and the answer kept, so that two hundred sheets cost one chain.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from asn1crypto import x509

from review.results.cms import OpenSignature
from review.results.keys import DEVELOPMENT
from review.results.trust import Authorities


@dataclass(frozen=True, slots=True)
class Chain:
    """Where a certificate leads to."""

    authority: str = ""
    """name of the trusted certificate at its end; empty: nobody trusted"""
    development: bool = False
    why: str = ""
    """why it is not trusted"""

    @property
    def trusted(self) -> bool:
        """Whether the chain ends at a trusted authority."""
        return bool(self.authority)


@dataclass(slots=True)
class Chains:
    """Follows certificates to the given authorities."""

    authorities: Authorities
    known: dict[bytes, Chain] = field(default_factory=dict)

    def of(self, signature: OpenSignature) -> Chain:
        """The chain of the signature's certificate at this moment."""
        intermediates = signature.intermediates
        identity = b"".join(each.dump() for each in (signature.certificate, *intermediates))
        if identity not in self.known:
            self.known[identity] = self._followed(signature.certificate, intermediates)
        return self.known[identity]

    def _followed(self, certificate: x509.Certificate, intermediates: tuple[x509.Certificate, ...]) -> Chain:
        from pyhanko_certvalidator import CertificateValidator, ValidationContext
        from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError, ValidationError

        roots = [x509.Certificate.load(each) for each in self.authorities.certificates]
        if not roots:
            return Chain(why="no trusted authority on this machine", development=_is_development(certificate))
        context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
        validator = CertificateValidator(certificate, list(intermediates), validation_context=context)
        try:
            with ThreadPoolExecutor(1) as aside:  # the validator wants an event loop; the caller may be running in one
                path = aside.submit(lambda: asyncio.run(validator.async_validate_usage(set()))).result()
        except (PathBuildingError, PathValidationError, ValidationError, ValueError, TypeError) as error:
            return Chain(why=str(error), development=_is_development(certificate))
        anchor = path.trust_anchor.authority.name
        common = anchor.native.get("common_name") or anchor.human_friendly
        if not _may_sign(certificate):
            return Chain(why="the certificate is not for signing", development=_is_development(certificate))
        return Chain(str(common), DEVELOPMENT in anchor.human_friendly)


def intact(signature: OpenSignature, digest: bytes) -> bool:
    """Whether the content with this SHA-256 is what the certificate's key signed."""
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    try:
        same, signed = validate_sig_integrity(signature.information, signature.certificate, "data", digest)
    except (SignatureValidationError, SigningError, ValueError, TypeError, KeyError):
        return False
    return bool(same and signed)


def _may_sign(certificate: x509.Certificate) -> bool:
    usage = certificate.key_usage_value
    return usage is None or bool(usage.native & {"digital_signature", "non_repudiation"})


def _is_development(certificate: x509.Certificate) -> bool:
    return DEVELOPMENT in certificate.issuer.human_friendly
