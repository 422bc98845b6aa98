/** The least that React can do on a press: one button that counts. The raw limit of press to paint. */
import { useState } from 'react'
import { createRoot } from 'react-dom/client'

function Counter() {
  const [count, setCount] = useState(0)
  return (
    <button
      type="button"
      data-testid="bare"
      style={{ width: 160, height: 160 }}
      onClick={() => setCount(count + 1)}
    >
      {count}
    </button>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<Counter />)
