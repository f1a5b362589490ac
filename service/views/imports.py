"""``/import``: bring files in, watch it happen, stop it, and see what came of it.

Only for the person at the machine that Hedgerow runs on, until people can sign in.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, cast

from flask import Blueprint, Response, current_app, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph.model import Mode
from graph.store import Store
from seeds.templates import KINDS, template
from service import access, imports, travel_times
from service.config import Config
from service.forms.upload import Upload, UploadKind, keep, read_upload_form
from service.jobs import Job, Jobs, Outcome, Progress
from service.offers import Offer, OfferKind
from service.opened import store
from service.pages import Crumb, Page
from service.receiving.preview import PreviewRow, first_rows
from service.weighed import READING, TABLE, outcome_of, weighing

views = Blueprint("imports", __name__)

BY = "import page"
MOST_ROWS = 200
"""Rows of a preview that the page shows; the file has all."""
HOME = Crumb(text="Home", address="/")


@dataclass(frozen=True, kw_only=True)
class ImportPage(Page):
    """The form, and the newest imports.

    Attributes
    ----------
    kind, add_missing, mode, replacing, address, whole
        What was chosen, for a form that came back with problems.
    most_bytes
        The largest upload.
    """

    template: ClassVar[str] = "imports/index.html"
    kinds: tuple[UploadKind | OfferKind, ...] = (*UploadKind, *OfferKind)
    templates: tuple[str, ...] = KINDS
    kind: UploadKind | OfferKind | None = None
    add_missing: bool = False
    mode: Mode | None = None
    modes: tuple[Mode, ...] = tuple(Mode)
    replacing: bool = False
    address: str = ""
    whole: bool = False
    most_mib: int
    most_bytes: int
    newest: tuple[Job, ...]


@dataclass(frozen=True, kw_only=True)
class JobPage(Page):
    """One import: how far it is, what it would do, or what came of it.

    Attributes
    ----------
    rows, rows_in_all
        What it would do, the first of it row by row, and how much that is.
    waits
        Whether it waits for somebody to say that it is to be done.
    """

    template: ClassVar[str] = "imports/job.html"
    job: Job
    rows: tuple[PreviewRow, ...] = ()
    rows_in_all: int = 0
    waits: bool = False


def _jobs() -> Jobs:
    return cast(Jobs, current_app.extensions["hedgerow.jobs"])


def _form(upload: Upload | None = None) -> Response:
    config: Config = current_app.config["HEDGEROW"]
    return ImportPage(
        title="Bring data in",
        crumbs=(HOME,),
        problems=upload.problems if upload else (),
        kind=upload.kind if upload else None,
        add_missing=bool(upload and upload.add_missing),
        mode=upload.mode if upload else None,
        replacing=bool(upload and upload.replacing),
        address=upload.address if upload else "",
        whole=bool(upload and upload.whole),
        most_mib=config.upload_mib,
        most_bytes=config.upload_bytes,
        newest=_jobs().newest(),
    ).answer()


@views.get("/import")
@access.administrators_or_local
def form() -> Response:
    """The form."""
    return _form()


@views.post("/import")
@access.administrators_or_local
def begin() -> AnyResponse:
    """Keep the files, start the work, and go to its page."""
    upload = read_upload_form(request.form, request.files)
    if upload.problems or upload.kind is None:
        return _form(upload)
    open_store, jobs = store(), _jobs()
    id, room = jobs.room()
    try:
        paths = keep(upload.files, room)
    except Exception:
        os.rmdir(room)
        raise
    if isinstance(upload.kind, OfferKind):
        offer = Offer(kind=upload.kind, paths=paths, address=upload.address, whole=upload.whole)
        config: Config = current_app.config["HEDGEROW"]
        work = weighing(open_store, config, jobs, id, offer)
    else:
        work = _work(open_store, upload, paths)
    job = jobs.start(id, _title(upload), work)
    return redirect(url_for("imports.show", id=job.id), code=303)


def _title(upload: Upload) -> str:
    if upload.address:
        return f"Services from {upload.address[:100]}"
    names = [Path(file.filename or "").name for file in upload.files]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    what = upload.kind.value.replace("_", " ").capitalize() if upload.kind else ""
    what = "Services" if upload.kind == OfferKind.OPEN_REFERRAL else what
    return f"{what} from {names[0][:80]}{more}"


def _work(
    open_store: Store, upload: Upload, paths: tuple[Path, ...]
) -> Callable[[Progress], Outcome]:
    def work(progress: Progress) -> Outcome:
        match upload.kind:
            case UploadKind.AREAS:
                report = imports.import_areas(open_store, paths, by=BY, progress=progress)
            case UploadKind.BOUNDARIES:
                report = imports.import_boundaries(
                    open_store, paths, by=BY, add_missing=upload.add_missing, progress=progress
                )
            case UploadKind.TRAVEL_TIMES:
                report = travel_times.import_travel_times(
                    open_store,
                    paths,
                    by=BY,
                    mode=upload.mode,
                    replacing=upload.replacing,
                    progress=progress,
                )
            case _:
                report = imports.import_places(open_store, paths, by=BY, progress=progress)
        return outcome_of(report)

    return work


@views.get("/import/jobs/<id>")
@access.administrators_or_local
def show(id: str) -> Response:
    """How far an import is, or what came of it."""
    jobs = _jobs()
    job = jobs.get(id)
    shelf = jobs.shelf(id) if job.asks else None
    table = shelf / TABLE if shelf else None
    rows, number = first_rows(table, MOST_ROWS) if table and table.exists() else ((), 0)
    return JobPage(
        title=job.title,
        crumbs=(HOME, Crumb(text="Bring data in", address="/import")),
        job=job,
        rows=rows,
        rows_in_all=number,
        waits=bool(shelf and (shelf / READING).exists()),
    ).answer()


@views.get("/import/jobs/<id>.json")
@access.administrators_or_local
def progress(id: str) -> Response:
    """How far an import is, for the page's script."""
    job = _jobs().get(id)
    answer = jsonify(stage=job.stage, done=job.done, total=job.total, ended=job.state.ended)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@views.post("/import/jobs/<id>/stop")
@access.administrators_or_local
def stop(id: str) -> AnyResponse:
    """Ask an import to stop; the graph stays as it was."""
    _jobs().stop(id)
    return redirect(url_for("imports.show", id=id), code=303)


@views.get("/import/templates/<kind>.csv")
@access.administrators_or_local
def template_file(kind: str) -> Response:
    """An empty spreadsheet to fill in."""
    answer = Response(template(kind), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    return answer
