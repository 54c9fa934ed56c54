"""The encryption every connection of ours has."""

import ssl

from briefing.edges.encryption import safe_context


def test_the_encryption_there_is_without_a_word_is_checked_and_new():
    context = safe_context("http/1.1")
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
