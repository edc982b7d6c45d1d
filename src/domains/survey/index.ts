export { type ElementValue, type Grade, gradeWords, type SurveyIndex } from './compute-index.ts'
export { aboutRespondent, type SurveyElement, surveyElements } from './elements.ts'
export { leastPublic, publicSurvey, type SurveyFilter, type SurveyResults, surveyResults } from './survey-results.ts'
export { surveyState, type SurveyState, type SurveyTyped, takeSurvey } from './take-survey.ts'
