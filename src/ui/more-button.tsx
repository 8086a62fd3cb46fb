import { Button } from "./button";

/** Ask for the next page of a list, while there is one. */
export function MoreButton({ pages }: { pages: { hasMore: boolean; isLoadingMore: boolean; loadMore: () => void } }) {
  if (!pages.hasMore) return null;
  return (
    <div className="flex justify-center border-t p-3">
      <Button size="small" isBusy={pages.isLoadingMore} onClick={pages.loadMore}>
        {pages.isLoadingMore ? "Loading" : "Show more"}
      </Button>
    </div>
  );
}
