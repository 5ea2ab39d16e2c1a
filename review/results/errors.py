"""What the making and checking of results refuses, and why.

ReviewError
├── NotDecidable      a required discipline has not spoken yet; no result can be drawn
├── CannotStamp       a PDF cannot take the seal: damaged, locked or without pages
├── CannotSign        a PDF may not be signed: locked, or certified against any change
├── UnusableSigner    the configured key or certificate cannot seal
├── CannotPackage     the parts of a package do not fit together
└── NotReadable       a file to verify is neither a package nor a PDF, or is destroyed
"""

from __future__ import annotations

from review.errors import ReviewError


class NotDecidable(ReviewError):
    """A required discipline has not spoken yet, so no result can be drawn."""


class CannotStamp(ReviewError):
    """A PDF cannot take the seal."""


class CannotSign(ReviewError):
    """A PDF may not be signed."""


class UnusableSigner(ReviewError):
    """The configured key or certificate cannot seal."""


class CannotPackage(ReviewError):
    """The parts of a package do not fit together."""


class NotReadable(ReviewError):
    """A file to verify is neither a package nor a PDF, or is destroyed."""
