"""The sheet of paper in every package that tells, in two languages, how to check it by hand."""

from __future__ import annotations

from review.results.keys import DEVELOPMENT, Keys

_TEXT = """\
联合审图 · 签封成果包 / Joint review · sealed package
案号 / case: {case}
{warning}
一、这是什么
  sheets/        已盖章并签名的图纸（PDF，PAdES 签名）
  letter.pdf     审查意见书（已签名）
  originals/     收件时的原始文件，字节未改动
  findings.json  机器检查结果与审查人的答复；机器结果不是法律意义上的审查结论
  marks.json     批注      opinions.json  各专业意见      timeline.json  全过程记录（哈希链）
  manifest.json  以上每个文件的 SHA-256 清单      manifest.p7s  清单的签名（CAdES，DER）
  authority.pem  颁发签章证书的机构证书；它写在包里并不等于可信，请通过其他途径核对其指纹

二、怎样验证（离线，不需要账号）
  1. joint-review verify 成果包.zip            （首次使用另加 --trust 机构证书.pem）
     或打开 {url}
  2. 手工验证：解压后在该目录执行
       openssl cms -verify -binary -inform DER -in manifest.p7s -content manifest.json \\
               -CAfile authority.pem -purpose any -out /dev/null
     显示 “Verification successful” 表示清单未被改动；再逐个比对
       openssl dgst -sha256 sheets/* originals/* *.json *.pdf *.pem *.txt
     与 manifest.json 中的 sha256 一致（manifest.json 与 manifest.p7s 自身不在清单内）。
     单张图纸：pdfsig 文件.pdf 应显示 “Signature is Valid” 与 “Total document signed”。
  3. 核对机构证书指纹（SHA-256）：
       openssl x509 -in authority.pem -noout -fingerprint -sha256

What this is
  sheets/        stamped and signed sheets (PDF, PAdES)     letter.pdf  the opinion letter, signed
  originals/     the files as they were received, unaltered
  findings.json  what the machine measured and what reviewers answered; a tool result is never the legal decision
  marks.json, opinions.json, timeline.json   marks, opinions, and what happened (a chain of hashes)
  manifest.json  SHA-256 of every file above                manifest.p7s  its signature (CAdES, DER)
  authority.pem  the authority that issued the seal; being in here does not make it trustworthy: compare its
                 fingerprint with one you got another way

How to verify (offline, without an account)
  1. joint-review verify PACKAGE.zip           (the first time add --trust AUTHORITY.pem), or open {url}
  2. By hand: unpack, then run the openssl commands of section 二 above. “Verification successful” says that the
     list is unchanged; then every file's SHA-256 must be the one in manifest.json.
     A single sheet: pdfsig FILE.pdf says “Signature is Valid” and “Total document signed”.
  3. Compare the authority's fingerprint with the command of 3 above.

A repacked archive is reported as changed even if its files are not: keep the package as you received it.
重新压缩过的包即使文件未变也会被报告为已改动：请保留收到时的原包。
"""

_DEVELOPMENT = f"""
!! 开发测试用章，无法律效力 / {DEVELOPMENT}
!! 本包由开发测试机构签封，只能用于试用。This package was sealed by a development authority, for trying only.
"""


def readme(case: str, url: str, keys: Keys) -> bytes:
    """``README.txt`` of a package, UTF-8."""
    return _TEXT.format(case=case, url=url, warning=_DEVELOPMENT if keys.development else "").encode()
