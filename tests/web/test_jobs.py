"""Long work: told, stopped, and not mistaken for running when its process is gone."""

from __future__ import annotations

import multiprocessing
import stat
import threading
import time

import pytest

from graph.errors import FileRefused, Interrupted, NotFound, RowError, StoreUnavailable
from service.jobs import Job, Jobs, JobState, Outcome, Progress

ERROR = RowError(file="halls.csv", row=3, column="name", message="It is empty; write one.")


def ended(jobs: Jobs, id: str) -> Job:
    until = time.monotonic() + 20
    while not (job := jobs.get(id)).state.ended:
        assert time.monotonic() < until, "The job did not end."
        time.sleep(0.02)
    return job


def begin(jobs: Jobs, work) -> Job:
    id, _ = jobs.room()
    return jobs.start(id, "Halls", work)


def test_a_job_tells_how_far_it_is_and_what_came_of_it(tmp_path):
    jobs, go = Jobs(tmp_path / "jobs"), threading.Event()

    def work(progress: Progress) -> Outcome:
        progress("Reading", 3, 12)
        assert go.wait(10)
        return Outcome(lines=("Added: 12 halls.",), refused=(ERROR,))

    job = begin(jobs, work)
    until = time.monotonic() + 10
    while jobs.get(job.id).stage != "Reading" and time.monotonic() < until:
        time.sleep(0.02)
    running = jobs.get(job.id)
    assert (running.state, running.done, running.total) == (JobState.RUNNING, 3, 12)
    go.set()
    done = ended(jobs, job.id)
    assert (done.state, done.lines, done.errors) == (
        JobState.DONE,
        ("Added: 12 halls.",),
        (ERROR,),
    )
    assert jobs.newest() == (done,)


@pytest.mark.parametrize(
    ("problem", "state"),
    [
        (FileRefused([ERROR]), JobState.REFUSED),
        (StoreUnavailable("gone"), JobState.FAILED),
        (Interrupted("stopped"), JobState.STOPPED),
        (ZeroDivisionError("a secret"), JobState.FAILED),
    ],
)
def test_a_job_that_does_not_succeed_says_why(tmp_path, problem, state, caplog):
    def work(progress: Progress) -> Outcome:
        raise problem

    jobs = Jobs(tmp_path / "jobs")
    job = ended(jobs, begin(jobs, work).id)
    assert job.state is state
    assert (job.errors == (ERROR,)) is (state is JobState.REFUSED)
    assert "secret" not in job.message


def endless(progress: Progress) -> Outcome:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        progress("Counting sheep", 1, 0)
        time.sleep(0.02)
    return Outcome()


def test_a_job_stops_when_another_process_asks_it_to(tmp_path):
    jobs, elsewhere = Jobs(tmp_path / "jobs"), Jobs(tmp_path / "jobs")
    job = begin(jobs, endless)
    assert not elsewhere.get(job.id).state.ended
    elsewhere.stop(job.id)
    assert ended(elsewhere, job.id).state is JobState.STOPPED
    assert "The graph is as it was." in jobs.get(job.id).message


def test_a_job_that_waits_for_another_can_be_stopped_before_its_turn(tmp_path):
    jobs = Jobs(tmp_path / "jobs")
    first, second = begin(jobs, endless), begin(jobs, endless)
    assert jobs.get(second.id).state is JobState.WAITING
    jobs.stop(second.id)
    jobs.stop(first.id)
    assert ended(jobs, first.id).state is JobState.STOPPED
    assert ended(jobs, second.id).state is JobState.STOPPED


def test_closing_stops_what_runs(tmp_path):
    jobs = Jobs(tmp_path / "jobs")
    job = begin(jobs, endless)
    jobs.close()
    assert jobs.get(job.id).state is JobState.STOPPED


def _die_at_work(folder, told) -> None:
    jobs = Jobs(folder)
    job = begin(jobs, endless)
    told.put(job.id)
    time.sleep(30)


def test_a_job_whose_process_was_killed_is_not_said_to_run(tmp_path):
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    process = context.Process(target=_die_at_work, args=(tmp_path / "jobs", told))
    process.start()
    id = told.get(timeout=30)
    jobs = Jobs(tmp_path / "jobs")
    assert not jobs.get(id).state.ended
    process.kill()
    process.join(10)
    job = jobs.get(id)
    assert job.state is JobState.STOPPED
    assert "either all of it was kept or nothing" in job.message


def test_files_are_taken_away_when_a_job_ends(tmp_path):
    jobs = Jobs(tmp_path / "jobs")
    id, room = jobs.room()
    assert stat.S_IMODE(room.stat().st_mode) == 0o700
    (room / "halls.csv").write_text("name")
    jobs.start(id, "Halls", lambda progress: Outcome())
    ended(jobs, id)
    jobs.close()
    assert not room.exists()
    assert sorted(p.suffix for p in (tmp_path / "jobs").iterdir()) == [".json", ".lock"]


def test_only_the_newest_jobs_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr("service.jobs.KEPT", 3)
    jobs = Jobs(tmp_path / "jobs")
    for _ in range(6):
        ended(jobs, begin(jobs, lambda progress: Outcome()).id)
        jobs.close()
    assert len(jobs.newest(100)) == 3


@pytest.mark.parametrize(
    "id", ["", "..", "../../etc/passwd", "20260101000000000000-zzzzzzzz", "x" * 999]
)
def test_an_id_that_is_none_is_not_found(tmp_path, id):
    jobs = Jobs(tmp_path / "jobs")
    with pytest.raises(NotFound):
        jobs.get(id)
    with pytest.raises(NotFound):
        jobs.stop(id)
