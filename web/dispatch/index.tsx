import type { NavigationItem } from '../shell/navigation.tsx'
import './dispatch.css'

export { newAnswerRoute } from './new-answer.tsx'
export { answerRoute } from './page.tsx'
export { correctionRoute, forwardRoute, ownLetterRoute } from './new-letter.tsx'
export { snippetsRoute } from './snippet-page.tsx'
export { roomRoute } from './room.tsx'

export const dispatchNavigation: readonly NavigationItem[] = [
  { href: '/vypravna', icon: 'external', title: { cs: 'Výpravna', en: 'Dispatch room' }, roles: ['registrar', 'clerk', 'head'] },
]
