"""Whether an address belongs to a business, a free service, a throw-away service or a role."""

from handraiser.connectors.mail_kind.domains import is_disposable_domain, is_free_domain, is_shared_domain

__all__ = ["is_disposable_domain", "is_free_domain", "is_shared_domain"]
