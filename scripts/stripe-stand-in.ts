/**
 * `node scripts/stripe-stand-in.ts [port]`: a stand-in for Stripe, to try payments without an account. It prints what
 * the endpoint is to be started with; its page has a button in the place of a card.
 */
import { TEST_KEY, TEST_WEBHOOK_SECRET } from '../server/testing/stripe-books.ts'
import { startStripeStandIn } from '../server/testing/stripe-stand-in.ts'

const [, , port = '4242', endpoint = `http://localhost:${process.env.PORT ?? 8787}`] = process.argv
const standIn = await startStripeStandIn({
  port: Number(port),
  webhookUrl: `${endpoint}/api/stripe/webhook`,
})
console.log(
  [
    `PUBLIC_URL=${endpoint}`,
    `STRIPE_API_BASE=${standIn.url}`,
    `STRIPE_SECRET_KEY=${TEST_KEY}`,
    `STRIPE_WEBHOOK_SECRET=${TEST_WEBHOOK_SECRET}`,
  ].join('\n'),
)
