"""The panel's review: named people comment on a draft and sign its sections, until it is reviewed (0.75).

A draft arrives; a reviewed version leaves, or what still stands in its way. Section `stakeholders` rules it. A sign-off
counts while the section still has the digest that was signed, in this version or in one made from it.
"""
