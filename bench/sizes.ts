// How much is measured: the real run, and a quick one that only shows that everything works.

export type Sizes = {
  quick: boolean
  /** forms in the queues */
  forms: number
  /** people among them whose form is nearly finished: they sign in, save and send */
  accounts: number
  /** repetitions of one database operation, and the seconds after which it is enough */
  times: number
  clients: number
  warmSeconds: number
  seconds: number
  /** people of the import */
  people: number
  starts: number
}

export const FULL: Sizes = { quick: false, forms: 200_000, accounts: 4000, times: 200, clients: 50, warmSeconds: 2, seconds: 8, people: 20_000, starts: 3 }
export const QUICK: Sizes = { quick: true, forms: 2000, accounts: 60, times: 6, clients: 5, warmSeconds: 0.2, seconds: 0.5, people: 120, starts: 1 }
