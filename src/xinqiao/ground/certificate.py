"""A certificate for other computers in the house, made here, and a sheet for the computer room.

A small authority of the school's own signs the server's certificate. It is
bound to the names and addresses given: were its key stolen, it could vouch for
no other site.
"""

import datetime
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_YEARS = 10
SERVER_DAYS = 825  # what browsers accept of a private authority


@dataclass(frozen=True)
class Files:
    """Where the parts of a certificate lie."""

    folder: Path

    @property
    def authority(self) -> Path:
        """What the other computers are given."""
        return self.folder / "authority.pem"

    @property
    def authority_for_windows(self) -> Path:
        """The same, in the form that Windows opens by a double click."""
        return self.folder / "authority.crt"

    @property
    def authority_key(self) -> Path:
        """Signs the next server certificate."""
        return self.folder / "authority.key"

    @property
    def server(self) -> Path:
        """What the web server shows."""
        return self.folder / "server.pem"

    @property
    def server_key(self) -> Path:
        """What the web server keeps to itself."""
        return self.folder / "server.key"

    def exist(self) -> bool:
        """Whether a certificate has been made or put here."""
        return self.server.exists() and self.server_key.exists()


def make(folder: Path, *, names: Sequence[str], at: datetime.datetime) -> Files:
    """Make authority and server certificate for these names and addresses."""
    files = Files(folder)
    folder.mkdir(mode=0o700, exist_ok=True)
    alternatives = [_general_name(name) for name in names]
    authority_key, server_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = _authority(authority_key, alternatives, at)
    server = _server(server_key, authority, authority_key, alternatives, at)
    _write(files.authority, authority.public_bytes(serialization.Encoding.PEM))
    _write(files.authority_for_windows, authority.public_bytes(serialization.Encoding.DER))
    chain = server.public_bytes(serialization.Encoding.PEM) + authority.public_bytes(serialization.Encoding.PEM)
    _write(files.server, chain)
    _write(files.authority_key, _pem(authority_key))
    _write(files.server_key, _pem(server_key))
    return files


def _authority(
    key: ec.EllipticCurvePrivateKey, alternatives: list[x509.GeneralName], at: datetime.datetime
) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "心桥 Xinqiao")])
    return (
        _builder(name, name, key, at, at + datetime.timedelta(days=365 * AUTHORITY_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(_bounds(alternatives), None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _server(
    key: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    alternatives: list[x509.GeneralName],
    at: datetime.datetime,
) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, str(alternatives[0].value))])
    signer = authority_key.public_key()
    return (
        _builder(name, authority.subject, key, at, at + datetime.timedelta(days=SERVER_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), critical=False)
        .sign(authority_key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    begins: datetime.datetime,
    ends: datetime.datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins - datetime.timedelta(days=1))  # school computers' clocks are seldom right
        .not_valid_after(ends)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _bounds(alternatives: list[x509.GeneralName]) -> list[x509.GeneralName]:
    """The same names as bounds; an address becomes a network of one."""
    return [
        x509.IPAddress(ipaddress.ip_network(name.value)) if isinstance(name, x509.IPAddress) else name
        for name in alternatives
    ]


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)


def names_in(files: Files) -> tuple[str, ...]:
    """The names and addresses this server certificate is good for."""
    found = x509.load_pem_x509_certificate(files.server.read_bytes())
    alternatives = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return tuple(str(alternative.value) for alternative in alternatives)


def fingerprint(path: Path) -> str:
    """The SHA-256 fingerprint as Windows and browsers print it."""
    digest = x509.load_pem_x509_certificate(path.read_bytes()).fingerprint(hashes.SHA256())
    return ":".join(f"{byte:02X}" for byte in digest)
