"""Names for objects of libraries whose types do not say what they carry.

Vocabulary
----------
entity    an ezdxf entity; its attributes stand in ``entity.dxf`` and differ by kind
managed   an object of the .NET library that reads DWG
page      a PyMuPDF page, and the dictionaries its methods return
"""

from __future__ import annotations

from typing import Any, TypeAlias

Entity: TypeAlias = Any
Managed: TypeAlias = Any
Page: TypeAlias = Any
Unchecked: TypeAlias = Any
"""a value out of a file, before it was looked at"""
