"""Sign PDFs (PAdES B-B) and files (detached CAdES) with the office's seal.

Vocabulary
----------
certification   the first signature of a PDF; it says which later changes leave the document valid (DocMDP)
final           nothing may be changed any more (P=1); otherwise further signatures may follow (P=2)

The key is the one ``Keys`` holds: nothing is read again, and room for the signature is reserved, so that no
size trial is made.
"""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime

from review.results.cms import detached
from review.results.errors import CannotSign
from review.results.keys import DEVELOPMENT, Keys

RESERVED = 16 * 1024
"""hexadecimal digits kept for one signature"""

FIELD = "JointReviewSeal"


def signed_bytes(data: bytes, keys: Keys, *, at: datetime | None = None) -> bytes:
    """A detached CAdES signature (DER) of the data; ``openssl cms -verify -content`` accepts it."""
    return detached(hashlib.sha256(data).digest(), keys, at=at or datetime.now(UTC))


def signed_pdf(
    pdf: bytes, keys: Keys, *, reason: str, location: str = "", final: bool = True, at: datetime | None = None
) -> bytes:
    """The PDF with one more signature, added incrementally so that earlier ones stay valid.

    The first signature certifies. Raises CannotSign for a locked PDF, one certified against any change, or
    one that cannot be read.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigSeedSubFilter
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import SignatureObject

    if keys.development:
        reason = f"{reason} [{DEVELOPMENT}]"
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        earlier, names = _permitted(writer.prev)
        placeholder = SignatureObject(
            timestamp=at or datetime.now(UTC),
            subfilter=SigSeedSubFilter.PADES,
            reason=reason,
            location=location or None,
            bytes_reserved=RESERVED,
        )
        permission = MDPPerm.NO_CHANGES if final else MDPPerm.FILL_FORMS
        if not earlier:
            modification = SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=permission)
        elif final:
            lock = FieldMDPSpec(FieldMDPAction.ALL)
            modification = SigMDPSetup(md_algorithm="sha256", field_lock=lock, docmdp_perms=permission)
        else:
            modification = SigMDPSetup(md_algorithm="sha256")
        steps = PdfCMSEmbedder().write_cms(_free(names), writer)
        next(steps)
        steps.send(SigObjSetup(sig_placeholder=placeholder, mdp_setup=modification))
        prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
        steps.send(detached(prepared.document_digest, keys))
    except (PdfError, SigningError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise CannotSign(
            f"PDF 无法签名：{error}；请重新输出该 PDF 后再试",
            f"the PDF cannot be signed: {error}; plot it anew and try again",
        ) from error
    written: bytes = output.getvalue()
    return written


def _permitted(reader: object) -> tuple[bool, set[str]]:
    """Whether there are earlier signatures, and the field names in use; refuses what must not be signed."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    assert isinstance(reader, PdfFileReader)
    if reader.encrypted:
        raise CannotSign(
            "PDF 已加密，不能签名，请提供未加密的文件",
            "the PDF is encrypted and cannot be signed; give one that is not",
        )
    names, earlier = set(), False
    for name, value, _ in enumerate_sig_fields(reader):
        names.add(str(name))
        earlier = earlier or value is not None
    if _forbids_changes(reader.root):
        raise CannotSign(
            "PDF 已被认证签名并禁止任何改动，再签会使其失效，请改用封面页按哈希签封",
            "the PDF is certified against any change; seal it by its hash on a cover sheet instead",
        )
    return earlier, names


def _forbids_changes(root: object) -> bool:
    from pyhanko.pdf_utils.generic import DictionaryObject

    assert isinstance(root, DictionaryObject)
    try:
        references = root["/Perms"]["/DocMDP"]["/Reference"]
    except KeyError:
        return False
    for reference in references:
        parameters = reference.get_object().get("/TransformParams", DictionaryObject())
        if int(parameters.get("/P", 2)) == 1:
            return True
    return False


def _free(names: set[str]) -> str:
    """A field name nobody has taken."""
    number = 1
    while (name := FIELD if number == 1 else f"{FIELD}{number}") in names:
        number += 1
    return name
