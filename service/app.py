"""The application: its settings, its guards and its pages, put together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from graph.model import Day, Season
from service import (
    access,
    atlases,
    errands,
    errors,
    findings,
    formats,
    headers,
    opened,
    outward,
    proving,
    waiting,
)
from service.assets import Assets
from service.config import Config
from service.editing.fields import yes_no
from service.jobs import JOBS, Jobs
from service.post import office
from service.secret import secret_key
from service.signing import limits, session
from service.signing import openid as identities
from service.signing import tokens as bearers
from service.views import (
    account,
    activities,
    add,
    added,
    agreement_terms,
    agreement_uses,
    agreements,
    api,
    areas,
    asset_files,
    assets,
    changes,
    contacts,
    directory,
    dismissals,
    drawing,
    duplication,
    duplication_groups,
    edits,
    explorer,
    first_administrator,
    freshness,
    gaps,
    grants,
    health,
    history,
    home,
    imports,
    kept_scenarios,
    locator,
    mailed_links,
    mapped_rows,
    mappings,
    merges,
    methods,
    network,
    no_reminders,
    ogc,
    open_referral,
    openid,
    opportunities,
    organisations,
    ours,
    people,
    queue,
    reminders,
    removals,
    requests,
    second_step,
    sign_in,
    spreadsheets,
    squares,
    standing,
    suggest,
    themes,
    tokens,
    vanished,
    weighed_imports,
    what_if,
    where_next,
)
from service.workings import PATIENCE_S

if TYPE_CHECKING:
    from graph.store import Store

VIEWS = (
    home,
    explorer,
    squares,
    locator,
    gaps,
    grants,
    themes,
    drawing,
    duplication,
    duplication_groups,
    network,
    opportunities,
    dismissals,
    where_next,
    vanished,
    weighed_imports,
    what_if,
    kept_scenarios,
    directory,
    organisations,
    assets,
    activities,
    requests,
    areas,
    methods,
    imports,
    mapped_rows,
    mappings,
    add,
    added,
    sign_in,
    first_administrator,
    openid,
    second_step,
    mailed_links,
    account,
    tokens,
    people,
    edits,
    history,
    changes,
    removals,
    ours,
    contacts,
    suggest,
    queue,
    merges,
    standing,
    spreadsheets,
    freshness,
    reminders,
    no_reminders,
    agreements,
    agreement_terms,
    agreement_uses,
    open_referral,
    health,
    api,
    ogc,
    asset_files,
)
"""The modules of pages; each holds its blueprint under the name ``views``."""


def create_app(
    config: Config, *, store: Store | None = None, patience_s: float | None = PATIENCE_S
) -> Flask:
    """Make the web application.

    Parameters
    ----------
    config
        The settings.
    store
        A graph that is open already; with None the one that the settings name
        is opened when a page first needs it.
    patience_s
        How long a page that takes a while keeps somebody waiting before it shows how far it
        is; None for as long as it takes.

    Returns
    -------
    Flask
        A WSGI application. Nothing is opened, started or read from the graph yet.
    """
    app = Flask("service", static_folder=None)
    app.config.update(
        HEDGEROW=config,
        SECRET_KEY=secret_key(config),
        MAX_CONTENT_LENGTH=config.upload_bytes,
        MAX_FORM_PARTS=50,
        # The prefix lets no other site of the same domain plant a cookie (RFC 6265bis).
        SESSION_COOKIE_NAME="__Host-hedgerow" if config.is_https else "hedgerow",
        SESSION_COOKIE_SECURE=config.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=config.session_hours),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form may lie open over lunch
        TRAP_HTTP_EXCEPTIONS=False,
    )
    opened.attach(app, config, store, always_newest=patience_s is None)
    office.attach(app, config)
    errands.attach(app)
    proving.attach(app)
    findings.attach(app, patience_s=patience_s)
    atlases.attach(app, config.data / "atlases")
    app.extensions["hedgerow.jobs"] = Jobs(config.data / JOBS)
    _templates(app)
    headers.register(app, config)
    errors.register(app)
    waiting.register(app)
    outward.attach(app)
    session.attach(app)
    bearers.attach(app)
    identities.attach(app, config)
    access.guard(app)  # before the forms' own check, so that strangers learn nothing of them
    forms = CSRFProtect(app)  # type: ignore[no-untyped-call]
    # Mail programs post to it, and the link is the secret.
    forms.exempt(no_reminders.choose)  # type: ignore[no-untyped-call]
    for module in VIEWS:
        app.register_blueprint(module.views)
    limits.attach(app)
    if config.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=config.proxies
        )
    return app


def close(app: Flask) -> None:
    """End whatever an application does beside its pages, and wait a while for it.

    Whoever gave it a store closes that one after this.
    """
    opened.steadiness(app).close()
    errands.of_app(app).close()
    office.of_app(app).close()
    findings.of_app(app).close()
    proving.of_app(app).close()
    jobs: Jobs = app.extensions["hedgerow.jobs"]
    jobs.close()


def _templates(app: Flask) -> None:
    assets_built = Assets.read()
    app.extensions["hedgerow.assets"] = assets_built
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(formats.FILTERS)

    def asset(name: str) -> str:
        """The address of a front-end file."""
        return f"/assets/{assets_built.version}/{name}"

    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals.update(week_days=tuple(Day), seasons=tuple(Season), yes_no=yes_no)
