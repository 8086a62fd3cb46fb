import type { Metadata } from "next";
import { UnderlyingDetail } from "@/features/underlyings/underlying-detail";

type Props = PageProps<"/underlyings/[symbol]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).symbol) };
}

export default async function UnderlyingPage({ params }: Props) {
  return <UnderlyingDetail symbol={decodeURIComponent((await params).symbol)} />;
}
