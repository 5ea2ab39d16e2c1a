"""The key that seals, loaded once and kept for every signature.

Vocabulary
----------
authority     the certificate a chain ends at; whoever verifies has to trust it
seal          the office's certificate and private key
development   an authority made on this machine on first start; good for trying, worth nothing before the law

``signer`` is empty (a development authority is made) or ``pkcs12:/path/to/seal.p12``.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from review.results.errors import UnusableSigner
from review.results.trust import remember

log = logging.getLogger(__name__)

DEVELOPMENT = "DEVELOPMENT AUTHORITY – NOT VALID"
"""stands in the certificates, on the stamp and in the answer of a verification"""

SMALLEST_RSA = 2048
_AUTHORITY_YEARS = 30
_SEAL_YEARS = 15
_PRIVATE = 0o600

SealKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class Keys:
    """A seal ready to sign; the private key never leaves this object."""

    name: str
    """common name of the seal's certificate"""
    certificate: bytes
    """of the seal, DER"""
    intermediates: tuple[bytes, ...]
    """between the seal and the authority, DER, without the authority"""
    authority: bytes
    """the certificate to trust, DER"""
    development: bool
    key: SealKey

    @property
    def authority_pem(self) -> bytes:
        """The certificate to trust, as ``authority.pem`` carries it."""
        return x509.load_der_x509_certificate(self.authority).public_bytes(serialization.Encoding.PEM)

    @property
    def algorithm(self) -> str:
        """The signature algorithm by its CMS name."""
        return "sha256_ecdsa" if isinstance(self.key, ec.EllipticCurvePrivateKey) else "sha256_rsa"

    def sign(self, content: bytes) -> bytes:
        """The raw signature of the content under SHA-256."""
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(content, ec.ECDSA(hashes.SHA256()))
        return self.key.sign(content, padding.PKCS1v15(), hashes.SHA256())


def office_keys(
    folder: Path,
    signer: str | None,
    *,
    authority: str = "联合审图中心",
    passphrase: str = "",
    trust: Path | None = None,
) -> Keys:
    """The office's seal: the configured one, or a development authority kept in ``folder``.

    ``authority`` is the office's name in development certificates; ``trust`` is the per-user trust folder
    (see review.results.trust), which learns the authority so that this machine verifies what it made.
    Raises UnusableSigner when the configured seal cannot be used.
    """
    keys = _from_pkcs12(signer, passphrase) if signer else _development(folder, authority)
    try:
        remember(keys.authority_pem, trust)
    except OSError as error:
        log.warning("the authority could not be written to the trust folder (%s); verify with --trust", error)
    return keys


def _development(folder: Path, authority: str) -> Keys:
    home = folder / "development-authority"
    if not home.exists():
        _make_development(folder, home, authority)
    log.warning(
        "DEVELOPMENT AUTHORITY: seals are made with a key of this machine (%s) and are NOT VALID before the law; "
        "set JOINT_REVIEW_SIGNER=pkcs12:FILE to seal in earnest",
        home,
    )
    try:
        key = serialization.load_pem_private_key((home / "seal.key").read_bytes(), password=None)
        seal = x509.load_pem_x509_certificate((home / "seal.pem").read_bytes())
        root = x509.load_pem_x509_certificate((home / "authority.pem").read_bytes())
    except (OSError, ValueError) as error:
        raise UnusableSigner(
            f"开发测试机构的密钥无法读取（{home}）：{error}；请移走该目录，将重新生成",
            f"{home}: the development authority cannot be read ({error}); move the folder away to make a new one",
        ) from error
    return _checked(key, seal, [root], "development-authority", development=True)


def _make_development(folder: Path, home: Path, authority: str) -> None:
    """Make the authority in a folder of its own and put it in place at one stroke; whoever is first wins."""
    folder.mkdir(parents=True, exist_ok=True)
    making = folder / f".development-authority-{secrets.token_hex(4)}"
    making.mkdir(mode=0o700)
    root_key, seal_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = _name(f"{authority} {DEVELOPMENT}", authority)
    root = _certificate(root_name, root_name, root_key, root_key, _AUTHORITY_YEARS, authority=True)
    seal_name = _name(f"{authority}审图专用章（开发测试）", authority)
    seal = _certificate(seal_name, root_name, seal_key, root_key, _SEAL_YEARS, authority=False, issuer=root)
    for name, made in (("authority", root_key), ("seal", seal_key)):
        _write_private(making / f"{name}.key", made)
    for name, certificate in (("authority", root), ("seal", seal)):
        (making / f"{name}.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    try:
        making.rename(home)
    except OSError:
        shutil.rmtree(making)
        if not home.exists():
            raise


def _write_private(file: Path, key: ec.EllipticCurvePrivateKey) -> None:
    content = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE), "wb") as out:
        out.write(content)


def _name(common: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:60]),
            x509.NameAttribute(NameOID.COMMON_NAME, common[-64:]),
        ]
    )


def _certificate(
    subject: x509.Name,
    issuer_name: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer_key: ec.EllipticCurvePrivateKey,
    years: int,
    *,
    authority: bool,
    issuer: x509.Certificate | None = None,
) -> x509.Certificate:
    now = datetime.now(UTC).replace(microsecond=0)
    signing = issuer.public_key() if issuer else key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=365 * years))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(_usage(authority=authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_authority_identifier(signing), critical=False)
    )
    return builder.sign(issuer_key, hashes.SHA256())


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _authority_identifier(key: object) -> x509.AuthorityKeyIdentifier:
    assert isinstance(key, ec.EllipticCurvePublicKey)
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key)


def _from_pkcs12(signer: str, passphrase: str) -> Keys:
    kind, _, place = signer.partition(":")
    if kind != "pkcs12" or not place:
        raise UnusableSigner(
            f"签章设置“{signer}”无法识别，目前只支持 pkcs12:/路径/文件.p12",
            f"signer “{signer}” is not understood; give pkcs12:/path/to/file.p12",
        )
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(
            Path(place).read_bytes(), passphrase.encode() or None
        )
    except OSError as error:
        raise UnusableSigner(
            f"签章文件 {place} 打不开：{error.strerror}，请检查路径与权限",
            f"{place}: cannot be opened ({error.strerror}); check path and permissions",
        ) from error
    except ValueError as error:
        raise UnusableSigner(
            f"签章文件 {place} 无法解开：口令不对或文件不是 PKCS#12，请检查口令设置",
            f"{place}: wrong passphrase or not a PKCS#12 file; check the passphrase setting",
        ) from error
    if key is None or certificate is None:
        raise UnusableSigner(
            f"签章文件 {place} 中缺少私钥或证书，请重新导出",
            f"{place}: holds no private key or no certificate; export it again with both",
        )
    return _checked(key, certificate, others, place, development=False)


def _checked(
    key: object, certificate: x509.Certificate, others: list[x509.Certificate], place: str, *, development: bool
) -> Keys:
    """The keys, when the key fits the certificate, is strong enough, and its chain is whole and in force."""
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) or (
        isinstance(key, rsa.RSAPrivateKey) and key.key_size < SMALLEST_RSA
    ):
        raise UnusableSigner(
            f"{place}：密钥类型不支持，请使用 P-256 或 RSA-2048 以上的密钥",
            f"{place}: this kind of key is not supported; use P-256 or RSA of {SMALLEST_RSA} bits or more",
        )
    if key.public_key() != certificate.public_key():
        raise UnusableSigner(
            f"{place}：私钥与证书不匹配，请重新导出",
            f"{place}: key and certificate do not belong together; export again",
        )
    now = datetime.now(UTC)
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise UnusableSigner(
            f"{place}：证书不在有效期内（至 {certificate.not_valid_after_utc:%Y-%m-%d}），请更换",
            f"{place}: the certificate is not in force (until {certificate.not_valid_after_utc:%Y-%m-%d}); replace it",
        )
    chain = _chain(certificate, others, place)
    encoding = serialization.Encoding.DER
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Keys(
        name=str(names[0].value) if names else certificate.subject.rfc4514_string(),
        certificate=certificate.public_bytes(encoding),
        intermediates=tuple(each.public_bytes(encoding) for each in chain[1:-1]),
        authority=chain[-1].public_bytes(encoding),
        development=development,
        key=key,
    )


def _chain(certificate: x509.Certificate, others: list[x509.Certificate], place: str) -> list[x509.Certificate]:
    """From the seal up to a certificate that signed itself."""
    chain = [certificate]
    while chain[-1].issuer != chain[-1].subject:
        issuer = next((each for each in others if each not in chain and _issued(each, chain[-1])), None)
        if issuer is None:
            raise UnusableSigner(
                f"{place}：证书链不完整，缺少“{chain[-1].issuer.rfc4514_string()}”，请连同上级证书一起导出",
                f"{place}: the chain lacks “{chain[-1].issuer.rfc4514_string()}”; export it with its issuers",
            )
        chain.append(issuer)
    return chain


def _issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
