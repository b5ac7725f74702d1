"""Text answers: normalise, tag, scope, bind, hold against the rubric. No torch, no language model."""

from graders.answers.assessment import Assessment, Evidence, Finding, Kind, NearMatch, score_of
from graders.answers.grader import AnswerGrader, QuestionBank
from graders.answers.normalise import MAX_CHARS

__all__ = ["MAX_CHARS", "AnswerGrader", "Assessment", "Evidence", "Finding", "Kind", "NearMatch", "QuestionBank", "score_of"]
