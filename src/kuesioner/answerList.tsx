// What was answered to a questionnaire, to be read: by the person before and after Kirim, by verifiers beside the form.
import type { ComponentChildren } from 'preact'
import { linesOf, type Answered } from './answers.ts'
import { SummaryList, SummaryRow } from '../web/ui/card.tsx'
import { Details } from '../web/ui/message.tsx'

/** The questions as they were asked, with their answers. */
export const AnswerList = ({ a }: { a: Answered }) => (
  <SummaryList>
    {linesOf(a).map((l) => (
      <SummaryRow label={l.pertanyaan} value={l.jawaban} />
    ))}
  </SummaryList>
)

/** Folded and in short: "KPE: dijawab, 8 pertanyaan". */
export const FoldedAnswers = ({ a, children }: { a: Answered; children: ComponentChildren }) => (
  <Details summary={`${a.asked.judul}: dijawab, ${a.stored.size} pertanyaan`}>
    <p class="meta">{children}</p>
    <SummaryList>
      {linesOf(a).map((l) => (
        <SummaryRow label={l.singkat} value={l.jawaban} />
      ))}
    </SummaryList>
  </Details>
)
