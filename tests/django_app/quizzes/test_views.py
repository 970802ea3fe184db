from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizzes.models import Quiz

IN_PLACE = {"X-Requested-With": "fetch"}
RIVERS: dict[str, str | list[str] | None] = {
    "Typed": "Danube",
    "Picked": ["Rhine", "Elbe"],
    "Draft": None,
    "Only": ["Nile"],
}


class Page(Protocol):
    """A response that is text."""

    @property
    def text(self) -> str: ...


def urls(quiz: Quiz) -> list[str]:
    return [question.get_absolute_url() for question in quiz.questions.answerable()]


def words(response: Page) -> str:
    """What a person reads."""
    text = re.sub(r"<svg.*?</svg>|<head>.*?</head>|<[^>]*>", " ", response.text, flags=re.DOTALL)
    return " ".join(text.split())


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len([each for each in captured if "SAVEPOINT" not in each["sql"]])


def test_the_home_page_leads_to_the_list(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/quizzes/"


def test_the_list_has_every_quiz_with_its_length(
    client: Client, write_quiz: Callable[..., Quiz]
) -> None:
    write_quiz("Rivers", **RIVERS)
    write_quiz("One", Only="x")
    write_quiz("None")
    page = words(client.get("/quizzes/"))
    assert "None No questions yet One 1 question Rivers 3 questions" in page


def test_an_empty_list_says_so(client: Client) -> None:
    assert "There are no quizzes yet" in words(client.get("/quizzes/"))


def test_a_quiz_leads_to_its_first_question(
    client: Client, write_quiz: Callable[..., Quiz]
) -> None:
    quiz = write_quiz(**RIVERS)
    response = client.get(quiz.get_absolute_url())
    assert (response.status_code, response.headers["Location"]) == (302, urls(quiz)[0])


@pytest.mark.parametrize("questions", [{}, {"Draft": None}])
def test_a_quiz_without_questions_says_so(
    questions: dict[str, None], client: Client, write_quiz: Callable[..., Quiz]
) -> None:
    response = client.get(write_quiz(**questions).get_absolute_url())
    assert response.status_code == 200
    assert "This quiz has no questions yet" in words(response)


@pytest.mark.parametrize("path", ["0/", "0/questions/1/", "0/score/", f"{10**30}/", "x/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_unknown_is_not_found(path: str, method: str, client: Client) -> None:
    response = getattr(client, method)(f"/quizzes/{path}")
    expected = 405 if method == "post" and re.fullmatch(r"\d+/", path) else 404
    assert response.status_code == expected


def test_a_missing_page_says_so_in_plain_words(client: Client) -> None:
    assert "There is nothing at this address" in words(client.get("/quizzes/0/"))


def test_a_question_is_found_in_its_own_quiz_only(
    client: Client, write_quiz: Callable[..., Quiz]
) -> None:
    quiz, other = write_quiz(**RIVERS), write_quiz("Other", Typed="x")
    key = other.questions.get().pk
    assert client.get(f"/quizzes/{quiz.pk}/questions/{key}/").status_code == 404


def test_a_draft_is_not_asked(client: Client, write_quiz: Callable[..., Quiz]) -> None:
    draft = write_quiz(**RIVERS).questions.get(prompt="Draft")
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_question_shows_where_it_stands(client: Client, write_quiz: Callable[..., Quiz]) -> None:
    page = words(client.get(urls(write_quiz(**RIVERS))[1]))
    assert "Rivers Question 2 of 3 Picked Rhine Elbe Check answer" in page


def test_a_typed_question_labels_its_field(client: Client, write_quiz: Callable[..., Quiz]) -> None:
    page = client.get(urls(write_quiz(**RIVERS))[0]).text
    assert '<label for="answer">Typed</label>' in page
    assert "Capital letters matter here" not in page


def test_a_case_sensitive_question_says_so(client: Client, write_quiz: Callable[..., Quiz]) -> None:
    quiz = write_quiz(Typed="Na")
    answer = quiz.questions.get().free_text_answer
    answer.case_sensitive = True
    answer.save()
    assert "Capital letters matter here" in client.get(urls(quiz)[0]).text


@pytest.mark.parametrize("headers", [{}, IN_PLACE])
@pytest.mark.parametrize(
    ("number", "given", "status", "said"),
    [
        (0, "danube", 200, "Right!"),
        (0, "  DANUBE ", 200, "Right!"),
        (0, "Rhine", 200, "Not quite. The answer is Danube ."),
        (0, "<b>", 200, "Not quite. The answer is Danube ."),
        (0, "", 422, "Please type an answer."),
        (0, "   ", 422, "Please type an answer."),
        (0, None, 422, "Please type an answer."),
        (0, "x" * 201, 422, "Please keep your answer to 200 characters."),
        (0, "\0", 422, "Null characters are not allowed."),
        (1, "Rhine", 200, "Right!"),
        (1, "Elbe", 200, "Not quite. The answer is Rhine ."),
        (1, "Nile", 422, "Please choose one of the answers."),
        (1, None, 422, "Please choose one of the answers."),
        (2, "Nile", 200, "Right!"),
    ],
)
def test_an_answer_is_graded(
    number: int,
    given: str | None,
    status: int,
    said: str,
    headers: dict[str, str],
    client: Client,
    write_quiz: Callable[..., Quiz],
) -> None:
    url = urls(write_quiz(**RIVERS))[number]
    data = {} if given is None else {"answer": given}
    response = client.post(url, data, headers=headers)
    assert response.status_code == status
    assert said in words(response)


def test_grading_in_place_sends_the_result_alone(
    client: Client, write_quiz: Callable[..., Quiz]
) -> None:
    url = urls(write_quiz(**RIVERS))[0]
    assert "<html" not in client.post(url, {"answer": "x"}, headers=IN_PLACE).text
    assert "<html" in client.post(url, {"answer": "x"}).text


def test_a_page_of_its_own_keeps_the_answer_that_was_given(
    client: Client, write_quiz: Callable[..., Quiz]
) -> None:
    typed, picked, _ = urls(write_quiz(**RIVERS))
    assert 'value="&lt;b&gt;"' in client.post(typed, {"answer": "<b>"}).text
    page = client.post(picked, {"answer": "Elbe"}).text
    assert re.findall(r'value="(\w+)"\s+checked', page) == ["Elbe"]


def test_only_an_answer_that_is_missing_marks_the_field(
    client: Client, write_quiz: Callable[..., Quiz]
) -> None:
    url = urls(write_quiz(**RIVERS))[0]
    marked = [
        'aria-invalid="true"' in client.post(url, {"answer": each}).text for each in ("", "x")
    ]
    assert marked == [True, False]


def test_a_result_links_to_the_next_question_and_at_the_end_to_the_score(
    client: Client, write_quiz: Callable[..., Quiz]
) -> None:
    quiz = write_quiz(**RIVERS)
    first, second, last = urls(quiz)
    links = [
        re.findall('href="(.*?)"', client.post(url, {"answer": "Rhine"}, headers=IN_PLACE).text)
        for url in (first, second)
    ]
    links += [
        re.findall('href="(.*?)"', client.post(last, {"answer": "Nile"}, headers=IN_PLACE).text)
    ]
    assert links == [[second], [last], [f"/quizzes/{quiz.pk}/score/"]]


def test_grading_by_get_just_asks_again(client: Client, write_quiz: Callable[..., Quiz]) -> None:
    response = client.get(urls(write_quiz(**RIVERS))[0], {"answer": "Danube"})
    assert response.status_code == 200
    assert "Right!" not in words(response)


def test_a_question_takes_no_other_method(client: Client, write_quiz: Callable[..., Quiz]) -> None:
    assert client.put(urls(write_quiz(**RIVERS))[0]).status_code == 405


def test_the_first_answer_counts(client: Client, write_quiz: Callable[..., Quiz]) -> None:
    quiz = write_quiz(**RIVERS)
    typed, picked, _ = urls(quiz)
    client.post(typed, {"answer": "Rhine"})
    again = client.post(typed, {"answer": "Danube"})
    client.post(picked, {"answer": "Rhine"})
    assert "Right! Your first answer is the one that counts." in words(again)
    score = words(client.get(f"/quizzes/{quiz.pk}/score/"))
    assert "Your score: 1 of 3 Rivers. Not everything is answered yet." in score
    assert "Typed Wrong: the answer is Danube Picked Right Only Not answered yet Go on" in score


def test_a_score_belongs_to_one_visitor(client: Client, write_quiz: Callable[..., Quiz]) -> None:
    quiz = write_quiz(Typed="x")
    client.post(urls(quiz)[0], {"answer": "x"})
    pages = [each.get(f"/quizzes/{quiz.pk}/score/") for each in (client, Client())]
    assert ["Your score: 1 of 1" in words(page) for page in pages] == [True, False]


def test_a_quiz_can_be_taken_again(client: Client, write_quiz: Callable[..., Quiz]) -> None:
    quiz = write_quiz(Typed="x")
    score = f"/quizzes/{quiz.pk}/score/"
    client.post(urls(quiz)[0], {"answer": "x"})
    assert "Take it again" in words(client.get(score))
    assert client.post(score).headers["Location"] == quiz.get_absolute_url()
    assert "Your score: 0 of 1" in words(client.get(score))


def test_looking_around_needs_no_session(client: Client, write_quiz: Callable[..., Quiz]) -> None:
    quiz = write_quiz(**RIVERS)
    for url in ("/quizzes/", urls(quiz)[0], f"/quizzes/{quiz.pk}/score/"):
        client.get(url)
    client.post(f"/quizzes/{quiz.pk}/score/")
    assert "sessionid" not in client.cookies


def test_an_answer_from_another_site_is_refused_in_plain_words(
    client: Client, write_quiz: Callable[..., Quiz]
) -> None:
    url = urls(write_quiz(**RIVERS))[0]
    assert client.get(url).status_code == 200
    response = Client(enforce_csrf_checks=True).post(url, {"answer": "x"})
    assert response.status_code == 403
    assert "This form could not be accepted" in words(response)


def test_queries_do_not_grow_with_what_there_is(
    client: Client, write_quiz: Callable[..., Quiz]
) -> None:
    for number in range(5):
        quiz = write_quiz(f"Quiz {number}", **RIVERS)
    typed, picked, _ = urls(quiz)
    score = f"/quizzes/{quiz.pk}/score/"
    counted = {
        "list": queries(lambda: client.get("/quizzes/")),
        "start": queries(lambda: client.get(quiz.get_absolute_url())),
        "question": queries(lambda: client.get(typed)),
        "score": queries(lambda: client.get(score)),
    }
    client.post(typed, {"answer": "x"})
    # With a session: to read it, and to write it.
    counted["grade"] = queries(lambda: client.post(picked, {"answer": "Elbe"}, headers=IN_PLACE))
    counted["score with session"] = queries(lambda: client.get(score))
    assert counted == {
        "list": 1,
        "start": 1,
        "question": 2,
        "score": 2,
        "grade": 4,
        "score with session": 3,
    }
