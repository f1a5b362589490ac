"""Who may see accounts and say what they may do, and what nobody can give away.

Administrators see and change every account. Stewards see contributors of organisations in their
areas, and may invite such contributors and change their organisations: they give no more than
they have.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from graph.errors import InvalidData
from graph.model import Account, Role
from graph.network import Network
from service.rights import looks_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Powers:
    """What somebody is to be able to do; see :class:`~graph.model.Account`."""

    roles: tuple[Role, ...] = ()
    organisation_ids: tuple[str, ...] = ()
    area_ids: tuple[str, ...] = ()
    everywhere: bool = False

    @classmethod
    def of(cls, account: Account) -> Powers:
        """What an account may do."""
        return cls(
            roles=account.roles,
            organisation_ids=account.organisation_ids,
            area_ids=account.area_ids,
            everywhere=account.everywhere,
        )

    def given_to(self, account: Account) -> Account:
        """An account that may do this and nothing else."""
        return replace(
            account,
            roles=self.roles,
            organisation_ids=self.organisation_ids,
            area_ids=self.area_ids,
            everywhere=self.everywhere,
        )


def is_administrator(account: Account) -> bool:
    """Whether somebody says who may do what."""
    return Role.ADMINISTRATOR in account.roles


def sees(viewer: Account, account: Account, network: Network) -> bool:
    """Whether somebody may look at an account."""
    return is_administrator(viewer) or (
        account.roles == (Role.CONTRIBUTOR,)
        and any(looks_after(viewer, id, network) for id in account.organisation_ids)
    )


def changes(viewer: Account, account: Account, network: Network) -> bool:
    """Whether somebody may say what an account may do."""
    return is_administrator(viewer) or (
        account.roles == (Role.CONTRIBUTOR,)
        and bool(account.organisation_ids)
        and all(looks_after(viewer, id, network) for id in account.organisation_ids)
    )


def refuse_more(viewer: Account, wanted: Powers, network: Network) -> None:
    """Refuse to give what cannot be, or what the giver does not have.

    Raises
    ------
    InvalidData
        Naming the field.
    """
    _refuse_impossible(wanted)
    if is_administrator(viewer):
        return
    if wanted.roles != (Role.CONTRIBUTOR,) or wanted.area_ids or wanted.everywhere:
        raise InvalidData("A steward makes contributors only.", field="roles")
    if not wanted.organisation_ids:
        raise InvalidData(
            "Choose the organisation whose rows they are to keep.", field="find_organisation"
        )
    if not all(looks_after(viewer, id, network) for id in wanted.organisation_ids):
        raise InvalidData("Choose organisations in your own areas only.", field="find_organisation")


def _refuse_impossible(wanted: Powers) -> None:
    if wanted.organisation_ids and Role.CONTRIBUTOR not in wanted.roles:
        raise InvalidData(
            "Only a contributor has organisations to keep: tick Contributor, or take the "
            "organisations away.",
            field="roles",
        )
    if (wanted.area_ids or wanted.everywhere) and Role.STEWARD not in wanted.roles:
        raise InvalidData(
            "Only a steward has areas to look after: tick Steward, or take the areas away.",
            field="roles",
        )


def seal(account: Account) -> str:
    """A short word for what somebody saw of an account: another when it was changed since."""
    powers = Powers.of(account)
    seen = repr((account.name, account.email, powers, account.disabled))
    return hashlib.sha256(seen.encode()).hexdigest()[:20]
