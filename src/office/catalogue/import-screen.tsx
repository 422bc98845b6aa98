import ArrowLeft from 'lucide-react/icons/arrow-left'
import { navigate } from '../../app/use-path.ts'
import { Button } from '../../ui/button.tsx'
import { OFFICE_PATHS } from '../shell/office-place.ts'
import { ScreenHead } from '../shell/screen-head.tsx'
import { CatalogueImport } from './catalogue-import.tsx'

const toCatalogue = () => navigate(OFFICE_PATHS.catalogue)

export function ImportScreen() {
  return (
    <>
      <ScreenHead title="Import products">
        <Button icon={ArrowLeft} onClick={toCatalogue}>
          Catalogue
        </Button>
      </ScreenHead>
      <CatalogueImport leave={{ label: 'To the catalogue', go: toCatalogue }} />
    </>
  )
}
