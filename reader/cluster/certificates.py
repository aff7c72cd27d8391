"""Certificates: who may join a cluster and who may ask it. One authority, one set for servers, one for readers."""

import datetime
import os
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from reader.errors import WriteError, system_words
from reader.wording import _

CA, SERVER, SERVER_KEY, CLIENT, CLIENT_KEY = "ca.pem", "server.pem", "server-key.pem", "client.pem", "client-key.pem"
"""Files of a set. The key of the authority is not among them: nobody can make more, and a lost set is made anew."""
_DAYS = 365


def write_set(folder: Path, hosts: Sequence[str], days: int = _DAYS) -> None:
    """Make a set of certificates for servers at some hosts. Raises WriteError, also where one is there already."""
    authority_key = ec.generate_private_key(ec.SECP256R1())
    name = _named("duwen cluster")
    authority = (
        _begun(name, name, authority_key.public_key(), days)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .sign(authority_key, SHA256())
    )
    files = {CA: authority.public_bytes(Encoding.PEM)}
    for which, certificate, key_file in (("server", SERVER, SERVER_KEY), ("client", CLIENT, CLIENT_KEY)):
        key = ec.generate_private_key(ec.SECP256R1())
        made = (
            _begun(_named(f"duwen {which}"), name, key.public_key(), days)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs=False), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]),
                critical=False,
            )
        )
        if which == "server":
            made = made.add_extension(x509.SubjectAlternativeName([_host(each) for each in hosts]), critical=False)
        files[certificate] = made.sign(authority_key, SHA256()).public_bytes(Encoding.PEM)
        files[key_file] = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            if os.path.lexists(folder / file):
                raise WriteError(str(folder / file), _("already exists; name another folder"))
        for file, data in files.items():
            _write(folder / file, data, is_secret=file in (SERVER_KEY, CLIENT_KEY))
    except OSError as error:
        raise WriteError(str(folder), system_words(error)) from error


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, days: int) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=days))
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _host(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _write(path: Path, data: bytes, *, is_secret: bool) -> None:
    """A key is for its owner's eyes from the first moment on."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if is_secret else 0o644)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
