import './dispatch.css'

export { newAnswerRoute } from './new-answer.tsx'
export { answerRoute } from './page.tsx'
